/** Holds an exported file against the engine: the same pictures through both, and where they part if they do. */
import type { TensorFlow } from '../ops/tensorflow.ts';
import type { ExportSettings, Precision } from '../pipeline/index.ts';
import type { Pictures } from './convention.ts';
import { DifferenceMeter, ErrorMeter, type Difference } from './difference.ts';
import { ReferenceRunner } from './referenceRunner.ts';
import type { Limit } from './report.ts';
import type { ModelRunner } from './runtimes/modelRunner.ts';
import type { ModelSource, TargetFormat } from './targets/target.ts';

/** The largest error that an export may have, on the networks' scale −1…1, where one of 256 grey levels is 2/255. */
export const TOLERANCES: Readonly<Record<'float32' | 'float16', number>> = { float32: 1e-4, float16: 2 / 255 };

/** From which relative error on a single layer counts as different. Eight bits have steps of 1/127. */
const LAYER_TOLERANCES: Readonly<Record<Precision, number>> = { ...TOLERANCES, int8: 0.1, 'int8-static': 0.1 };

/** What an export must reach to be kept, as long as its network does not magnify rounding (rounding.ts). Whole numbers change pictures visibly, so there likeness is what counts. */
export function limitOf({ precision, minimumSsim }: ExportSettings): Limit {
  if (precision === 'float32' || precision === 'float16') {
    return { measure: 'maximumError', atMost: TOLERANCES[precision] };
  }
  return { measure: 'ssim', atLeast: minimumSsim };
}

/** What is not a number meets no limit. */
export function meets({ maximumError, ssim }: Difference, limit: Limit): boolean {
  return limit.measure === 'ssim' ? ssim >= limit.atLeast : maximumError <= limit.atMost && maximumError < Infinity;
}

/**
 * @param pictures one or more batches in the engine's convention
 * @param onProgress hears how many batches are done
 */
export async function measureFile(
  runner: ModelRunner,
  source: ModelSource,
  pictures: readonly Pictures[],
  tf: TensorFlow,
  onProgress: (done: number) => void = () => {},
): Promise<Difference> {
  const reference = new ReferenceRunner(tf, source.network, source.weights);
  const meter = new DifferenceMeter();
  try {
    for (const [index, batch] of pictures.entries()) {
      meter.add(await runner.run(batch), reference.run(batch).output);
      onProgress(index + 1);
    }
    return meter.result();
  } finally {
    reference.dispose();
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
    const tolerance = LAYER_TOLERANCES[source.settings.precision];
    return [...layers].find(([id, { values }]) => isFar(values, expected.get(id)!.values, tolerance))?.[0];
  } finally {
    reference.dispose();
  }
}

function isFar(actual: Float32Array, expected: Float32Array, tolerance: number): boolean {
  const meter = new ErrorMeter();
  meter.add(actual, expected);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return !(meter.result().maximumError <= tolerance * largest);
}
