/**
 * What rounding alone does to a network. Two runtimes add the same products in different orders, and norms behind norms can
 * magnify the last bit of a number until it shows in the picture. How much, the engine tells itself: it runs again with
 * every weight moved by its last bit. A file that is no further from the engine than some such neighbours cannot be told
 * from a right one by any number; one that is further away is wrong.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { TensorFlow } from '../ops/tensorflow.ts';
import type { Pictures } from './convention.ts';
import { ErrorMeter, type Difference } from './difference.ts';
import type { WeightValues } from '../networks/inferenceNetwork.ts';
import { ReferenceRunner } from './referenceRunner.ts';
import type { Limit } from './report.ts';
import type { ModelSource } from './targets/target.ts';
import { limitOf, meets } from './verify.ts';

/** Relative distance of two float32 numbers next to each other. */
const LAST_BIT = 2 ** -23;
const NEIGHBOURS = 3;
/** A sum of many products is rounded many times, a weight only once. */
const ROUNDINGS = 4;
const SEED = 11;

/**
 * What an export must reach that was found `difference` away: the limit of its precision or, in float32, as much as rounding
 * alone does to this network on these pictures, if that is more. It takes three more runs of the engine, only then.
 * @throws the signal's reason if it is aborted
 */
export function limitFor(
  source: ModelSource,
  difference: Difference,
  pictures: readonly Pictures[],
  tf: TensorFlow,
  signal?: AbortSignal,
): Limit {
  const limit = limitOf(source.settings);
  if (source.settings.precision !== 'float32' || limit.measure === 'ssim' || meets(difference, limit)) return limit;
  const lastBit = lastBitError(source, pictures, tf, signal);
  const atMost = ROUNDINGS * lastBit;
  return Number.isFinite(atMost) && atMost > limit.atMost ? { ...limit, atMost, lastBit } : limit;
}

/** The largest error of the neighbours' pictures. */
function lastBitError(
  { network, weights }: ModelSource,
  pictures: readonly Pictures[],
  tf: TensorFlow,
  signal?: AbortSignal,
): number {
  const generator = xoroshiro128plus(SEED);
  const nudged = (value: number): number => value * (1 + (uniformFloat64(generator) < 0.5 ? LAST_BIT : -LAST_BIT));
  const reference = new ReferenceRunner(tf, network, weights);
  const meter = new ErrorMeter();
  try {
    const expected = pictures.map((batch) => reference.run(batch).output.values);
    for (let count = 0; count < NEIGHBOURS; count += 1) {
      const moved: WeightValues = new Map([...weights].map(([name, values]) => [name, values.map(nudged)]));
      const neighbour = new ReferenceRunner(tf, network, moved);
      try {
        for (const [index, batch] of pictures.entries()) {
          signal?.throwIfAborted();
          meter.add(neighbour.run(batch).output.values, expected[index]!);
        }
      } finally {
        neighbour.dispose();
      }
    }
    return meter.result().maximumError;
  } finally {
    reference.dispose();
  }
}
