/**
 * The image pool of CycleGAN (Shrivastava et al. 2017): discriminators see, half of the time, an image that a generator
 * made earlier. It lives outside the graph; its draws depend on seed, step and position only, so that resuming needs the
 * images and no random state.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mixSeed } from '../data/random.ts';
import type { ImageShape } from './program.ts';
import type { HostImages } from './runner.ts';

const POOL_STREAM = 0x706f6f6c;

export class ImagePool {
  private readonly size: number;
  private readonly seed: number;
  /** One image each. */
  private readonly images: Float32Array[] = [];
  private shape: ImageShape | undefined;

  /** @param size 0 turns the pool off  @param content what the pool held at a checkpoint */
  constructor(size: number, seed: number, content?: HostImages) {
    this.size = size;
    this.seed = seed;
    if (!content) return;
    this.shape = content.shape;
    const length = content.values.length / content.shape[0];
    for (let start = 0; start < content.values.length; start += length) {
      this.images.push(content.values.slice(start, start + length));
    }
  }

  /** All images in their places; undefined while there is none. */
  get content(): HostImages | undefined {
    if (!this.shape || this.images.length === 0) return undefined;
    const [, height, width, channels] = this.shape;
    const values = new Float32Array(this.images.length * height * width * channels);
    this.images.forEach((image, index) => values.set(image, index * image.length));
    return { values, shape: [this.images.length, height, width, channels] };
  }

  /** What the discriminator sees instead of `fakes`. Until the pool is full it keeps every image and returns it. */
  query(fakes: HostImages, step: number): HostImages {
    if (this.size === 0) return fakes;
    this.shape = fakes.shape;
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
