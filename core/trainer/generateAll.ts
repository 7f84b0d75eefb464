/** Runs the generators over pictures one by one, in batches of the shape that a captured graph has. */
import type { PairBatch } from '../data/batch.ts';
import type { GeneratorRole } from '../distill/plan.ts';
import type { HostImages, StepRunner } from '../distill/runner.ts';

/** One picture of a pair and what every generator makes of its input. */
export interface GeneratedPair {
  readonly pair: PairBatch;
  readonly images: Partial<Record<GeneratorRole, HostImages>>;
}

/** In inference mode. `pairs` hold one pair each; the last batch is filled up with repeats, which are left out again. */
export function* generateAll(
  runner: StepRunner,
  batchShape: HostImages['shape'],
  pairs: readonly PairBatch[],
): Generator<GeneratedPair> {
  const batchSize = batchShape[0];
  for (let start = 0; start < pairs.length; start += batchSize) {
    const chunk = pairs.slice(start, start + batchSize);
    const filled = Array.from({ length: batchSize }, (_, index) => chunk[index] ?? chunk[0]!);
    const values = new Float32Array(batchShape.reduce((product, size) => product * size, 1));
    filled.forEach((pair, index) => values.set(pair.a, index * pair.a.length));
    const images = runner.generate({ a: { values, shape: batchShape } });
    for (const [index, pair] of chunk.entries()) {
      const own = Object.entries(images).map(([role, batch]) => [role, pictureOf(batch, index)]);
      yield { pair, images: Object.fromEntries(own) as GeneratedPair['images'] };
    }
  }
}

function pictureOf({ values, shape }: HostImages, index: number): HostImages {
  const size = values.length / shape[0];
  return { values: values.subarray(index * size, (index + 1) * size), shape: [1, shape[1], shape[2], shape[3]] };
}

/** The same pairs; says how many are done, five times a second at most. */
export function* withProgress(
  pairs: Iterable<GeneratedPair>,
  onProgress: (done: number) => void,
): Generator<GeneratedPair> {
  let done = 0;
  let lastMs = performance.now();
  for (const pair of pairs) {
    yield pair;
    done++;
    if (performance.now() - lastMs < 200) continue;
    lastMs = performance.now();
    onProgress(done);
  }
}
