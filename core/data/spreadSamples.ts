/** Choosing a few pairs that stand for the whole dataset: previews, thumbnails, a smaller training set. */
import type { PairSample } from './pairSource.ts';
import { hashToUnit } from './split.ts';

/**
 * At most `count` samples, the same ones every time: spread over the dataset by hash and, while there are enough, no two
 * of one family, so that a row of previews does not show one hand in five skin tones.
 */
export function spreadSamples(samples: readonly PairSample[], count: number): PairSample[] {
  const shuffled = samples
    .map((sample) => ({ sample, rank: hashToUnit(`spread/${sample.id}`) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ sample }) => sample);
  const seen = new Set<string>();
  const fresh: PairSample[] = [];
  const repeated: PairSample[] = [];
  for (const sample of shuffled) {
    (seen.has(sample.family) ? repeated : fresh).push(sample);
    seen.add(sample.family);
  }
  return [...fresh, ...repeated].slice(0, count);
}
