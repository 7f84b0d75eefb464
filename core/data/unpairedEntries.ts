/**
 * Entries of unpaired training, as the official loader draws them: the inputs in the epoch's order, over and over if they
 * are fewer; with each, any target. Both are cropped and mirrored by themselves.
 */
import type { EntryMaker } from './assembleBatch.ts';
import type { LoaderPlan } from './loaderOptions.ts';
import type { PairSample, Side } from './pairSource.ts';
import { PixelCache } from './pixelCache.ts';
import type { Pixels } from './pixels.ts';
import { prepareSide } from './preparePair.ts';
import { randomCrop, randomPartner, randomTargetCrop } from './random.ts';

export function unpairedEntries(plan: LoaderPlan, targetSamples: readonly PairSample[]): EntryMaker {
  const inputs = new SidePictures(plan, plan.samples, 'input');
  const targets = new SidePictures(plan, targetSamples, 'target');
  const inputOf = (index: number): number => index % plan.samples.length;
  const targetOf = (index: number, epoch: number): number =>
    randomPartner(targetSamples.length, plan.seed, epoch, index);
  return {
    isCached: (index, epoch) => inputs.isCached(inputOf(index)) && targets.isCached(targetOf(index, epoch)),
    async make(index, epoch) {
      const [input, target] = await Promise.all([
        inputs.picture(inputOf(index)),
        targets.picture(targetOf(index, epoch)),
      ]);
      return {
        id: plan.samples[inputOf(index)]!.id,
        pair: { input, target },
        crop: randomCrop(plan, plan.seed, epoch, index),
        targetCrop: randomTargetCrop(plan, plan.seed, epoch, index),
      };
    },
  };
}

/** The pictures of one side, with half of the cache. */
class SidePictures {
  readonly #plan: LoaderPlan;
  readonly #samples: readonly PairSample[];
  readonly #side: Side;
  readonly #cache: PixelCache<Pixels>;

  constructor(plan: LoaderPlan, samples: readonly PairSample[], side: Side) {
    this.#plan = plan;
    this.#samples = samples;
    this.#side = side;
    this.#cache = new PixelCache<Pixels>(plan.cacheBytes / 2, (picture) => [picture]);
  }

  isCached(index: number): boolean {
    return this.#cache.get(index) !== undefined;
  }

  async picture(index: number): Promise<Pixels> {
    const cached = this.#cache.get(index);
    if (cached) return cached;
    const picture = await prepareSide(this.#samples[index]!, this.#side, this.#plan.loadSize, this.#plan);
    this.#cache.offer(index, picture);
    return picture;
  }
}
