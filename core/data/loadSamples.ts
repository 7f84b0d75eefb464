/** Loading chosen pairs without augmentation: previews and evaluation. */
import { assembleBatch } from './assembleBatch.ts';
import type { PairBatch } from './batch.ts';
import type { PairSample } from './pairSource.ts';
import type { ChannelCounts } from './preparePair.ts';
import { preparePair } from './preparePair.ts';

export interface LoadSamplesOptions extends ChannelCounts {
  readonly cropSize: number;
}

/**
 * All given pairs as one batch, in the given order, resized straight to the crop size and never mirrored, as the
 * official evaluation does. `samples` must not be empty. Throws `DataError` with the file's name if one cannot be read.
 */
export async function loadSamples(samples: readonly PairSample[], options: LoadSamplesOptions): Promise<PairBatch> {
  const crop = { left: 0, top: 0, size: options.cropSize, flip: false };
  const entries = await Promise.all(
    samples.map(async (sample) => ({
      id: sample.id,
      pair: await preparePair(sample, options.cropSize, options),
      crop,
    })),
  );
  return assembleBatch(entries);
}
