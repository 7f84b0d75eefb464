/** Holds an exported file against the engine: the same pictures through both, and where they part if they do. */
import type { TensorFlow } from '../ops/tensorflow.ts';
import type { Pictures } from './convention.ts';
import { DifferenceMeter, type Difference } from './difference.ts';
import { ReferenceRunner } from './referenceRunner.ts';
import type { ExportSettings } from './settings.ts';
import type { ModelSource, TargetFormat } from './targets/target.ts';

/** The largest error that an export may have, on the networks' scale −1…1, where one of 256 grey levels is 2/255. */
export const TOLERANCES: Readonly<Record<ExportSettings['precision'], number>> = { float32: 1e-4, float16: 2 / 255 };

export interface Measured extends Difference {
  readonly runtime: string;
}

/** @param pictures one or more batches in the engine's convention */
export async function measureFile(
  format: TargetFormat,
  folder: string,
  source: ModelSource,
  pictures: readonly Pictures[],
  tf: TensorFlow,
): Promise<Measured> {
  const runner = await format.open(folder, source.settings, source.network, tf);
  const reference = new ReferenceRunner(tf, source.network, source.weights);
  const meter = new DifferenceMeter();
  try {
    for (const batch of pictures) {
      const expected = reference.run(batch).output;
      meter.add((await runner.run(batch)).values, expected.values);
    }
    return { runtime: runner.runtime, ...meter.result() };
  } finally {
    reference.dispose();
    await runner.close();
  }
}

/**
 * The first node of the network whose tensor is further from the engine's than the tolerance, relative to the tensor's
 * largest number; undefined if small errors only add up.
 */
export async function firstDifferentNode(
  format: TargetFormat,
  folder: string,
  source: ModelSource,
  pictures: Pictures,
  tf: TensorFlow,
): Promise<string | undefined> {
  const layers = await format.layers(folder, source, pictures, tf);
  const reference = new ReferenceRunner(tf, source.network, source.weights);
  try {
    const expected = reference.run(pictures, [...layers.keys()]).layers;
    const tolerance = TOLERANCES[source.settings.precision];
    return [...layers].find(([id, { values }]) => isFar(values, expected.get(id)!.values, tolerance))?.[0];
  } finally {
    reference.dispose();
  }
}

function isFar(actual: Float32Array, expected: Float32Array, tolerance: number): boolean {
  const meter = new DifferenceMeter();
  meter.add(actual, expected);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return meter.result().maximumError > tolerance * largest;
}
