/**
 * The image pool of CycleGAN (Shrivastava et al. 2017): discriminators see, half of the time, an image that a generator
 * made earlier. It lives outside the graph; its draws depend on seed, step and position only, so that resuming needs the
 * images and no random state.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mixSeed } from '../data/random.ts';
import type { HostImages } from './runner.ts';

const POOL_STREAM = 0x706f6f6c;

export class ImagePool {
  private readonly size: number;
  private readonly seed: number;
  /** One image each. */
  private readonly images: Float32Array[];

  /** @param size 0 turns the pool off  @param images the pool's content at a checkpoint */
  constructor(size: number, seed: number, images: readonly Float32Array[] = []) {
    this.size = size;
    this.seed = seed;
    this.images = [...images];
  }

  get content(): readonly Float32Array[] {
    return this.images;
  }

  /** What the discriminator sees instead of `fakes`. Until the pool is full it keeps every image and returns it. */
  query(fakes: HostImages, step: number): HostImages {
    if (this.size === 0) return fakes;
    const [batch] = fakes.shape;
    const length = fakes.values.length / batch;
    const values = Float32Array.from(fakes.values);
    for (let index = 0; index < batch; index++) {
      const fake = fakes.values.slice(index * length, (index + 1) * length);
      if (this.images.length < this.size) {
        this.images.push(fake);
        continue;
      }
      const generator = xoroshiro128plus(mixSeed(POOL_STREAM, this.seed, step, index));
      if (uniformInt(generator, 0, 1) === 0) continue;
      const place = uniformInt(generator, 0, this.size - 1);
      values.set(this.images[place]!, index * length);
      this.images[place] = fake;
    }
    return { values, shape: fakes.shape };
  }
}
