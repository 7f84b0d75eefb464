/** Runs the generators over pictures one by one, in batches of the shape that a captured graph has. */
import type { ImageShape, PairBatch } from '../data/batch.ts';
import type { PassKind } from '../distill/program.ts';
import type { HostBatch, HostImages, ImagesByRole, StepRunner } from '../distill/runner.ts';

/** One picture of a pair and what every generator makes of its input. */
export interface GeneratedPair {
  readonly pair: PairBatch;
  readonly images: ImagesByRole;
}

/** In inference mode. `pairs` hold one pair each; the last batch is filled up with repeats, which are left out again. */
export function* generateAll(
  runner: StepRunner,
  batchSize: number,
  pairs: readonly PairBatch[],
  pass: PassKind = 'training',
): Generator<GeneratedPair> {
  for (let start = 0; start < pairs.length; start += batchSize) {
    const chunk = pairs.slice(start, start + batchSize);
    const filled = Array.from({ length: batchSize }, (_, index) => chunk[index] ?? chunk[0]!);
    const images = runner.generate(batchOf(filled), pass);
    for (const [index, pair] of chunk.entries()) {
      const own = Object.entries(images).map(([role, batch]) => [role, pictureOf(batch, index)]);
      yield { pair, images: Object.fromEntries(own) as GeneratedPair['images'] };
    }
  }
}

function batchOf(pairs: readonly PairBatch[]): HostBatch {
  const join = (side: 'a' | 'b', [, ...shape]: ImageShape): HostImages => {
    const values = new Float32Array(pairs.length * pairs[0]![side].length);
    pairs.forEach((pair, index) => values.set(pair[side], index * pair[side].length));
    return { values, shape: [pairs.length, ...shape] };
  };
  return { a: join('a', pairs[0]!.shapeA), b: join('b', pairs[0]!.shapeB) };
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
