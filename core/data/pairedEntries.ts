/** Entries of paired training: sample number `index`, both pictures cropped and mirrored alike. */
import type { EntryMaker } from './assembleBatch.ts';
import type { LoaderPlan } from './loaderOptions.ts';
import { PixelCache } from './pixelCache.ts';
import type { PixelPair } from './pixels.ts';
import { preparePair } from './preparePair.ts';
import { randomCrop } from './random.ts';

export function pairedEntries(plan: LoaderPlan): EntryMaker {
  const cache = new PixelCache<PixelPair>(plan.cacheBytes, ({ input, target }) => [input, target]);
  return {
    isCached: (index) => cache.get(index) !== undefined,
    async make(index, epoch) {
      const sample = plan.samples[index]!;
      const pair = cache.get(index) ?? (await preparePair(sample, plan.loadSize, plan));
      cache.offer(index, pair);
      return { id: sample.id, pair, crop: randomCrop(plan, plan.seed, epoch, index) };
    },
  };
}
