/** Static int8: measures, on real pictures, which numbers the tensors around integer layers take. */
import type { ExportSettings } from '../../pipeline/index.ts';
import type { FileTensor, Pictures } from '../convention.ts';
import type { InferenceNetwork } from '../../networks/inferenceNetwork.ts';
import { openOnnx } from '../runtimes/onnx.ts';
import { onnxModel, withOutputs } from './model.ts';
import type { ByteRange } from './operators.ts';
import { nodesToCalibrate, type CalibratedRanges } from './staticInt8.ts';

/** Whole numbers that a byte can be. */
const LARGEST_BYTE = 255;
const BINS = 4096;
/** What `percentile` leaves out at either end. */
const OUTLIERS = 1e-4;

/** Layers inside the file. */
const INSIDE = { range: '-1..1', layout: 'NCHW' } as const;

interface Extent {
  readonly smallest: number;
  readonly largest: number;
}

/** @param pictures one or more batches in the engine's convention; none of those that the result is measured on */
export async function calibrate(
  inference: InferenceNetwork,
  pictures: readonly Pictures[],
  method: ExportSettings['calibration'],
): Promise<CalibratedRanges> {
  const ids = nodesToCalibrate(inference.network);
  const float = onnxModel(inference, { precision: 'float32', convention: INSIDE, basicOps: false, metadata: {} });
  const runner = await openOnnx(withOutputs(float, ids), INSIDE);
  const eachTensor = async (visit: (id: string, tensor: FileTensor) => void): Promise<void> => {
    for (const batch of pictures) {
      const tensors = await runner.runAll(batch);
      for (const id of ids) visit(id, tensors.get(id)!);
    }
  };
  try {
    const extents = new Map<string, Extent>();
    await eachTensor((id, { values }) => extents.set(id, extentOf(values, extents.get(id))));
    if (method === 'minmax') return mapValues(extents, byteRange);
    const histograms = mapValues(extents, () => new Float64Array(BINS));
    await eachTensor((id, { values }) => count(histograms.get(id)!, values, extents.get(id)!));
    return mapValues(extents, (extent, id) => byteRange(withoutOutliers(histograms.get(id)!, extent)));
  } finally {
    await runner.close();
  }
}

/** 0 is exactly a whole number, for padding and ReLU; a tensor of nothing but zeros gets any scale. */
function byteRange({ smallest, largest }: Extent): ByteRange {
  const scale = (largest - smallest) / LARGEST_BYTE || 1;
  return { scale, zeroPoint: Math.round(-smallest / scale) };
}

/** Includes 0. */
function extentOf(values: Float32Array, before: Extent = { smallest: 0, largest: 0 }): Extent {
  let { smallest, largest } = before;
  for (const value of values) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return { smallest, largest };
}

function count(histogram: Float64Array, values: Float32Array, { smallest, largest }: Extent): void {
  const binsPerUnit = (BINS - 1) / (largest - smallest || 1);
  for (const value of values) {
    const bin = Math.round((value - smallest) * binsPerUnit);
    histogram[bin] = histogram[bin]! + 1;
  }
}

function withoutOutliers(histogram: Float64Array, { smallest, largest }: Extent): Extent {
  const total = histogram.reduce((sum, inBin) => sum + inBin, 0);
  const unitsPerBin = (largest - smallest) / (BINS - 1);
  const outliersIn = (bins: Float64Array): number => {
    let seen = 0;
    return bins.findIndex((inBin) => (seen += inBin) > total * OUTLIERS);
  };
  const fromBelow = outliersIn(histogram);
  const fromAbove = outliersIn(histogram.slice().reverse());
  return {
    smallest: Math.min(0, smallest + fromBelow * unitsPerBin),
    largest: Math.max(0, largest - fromAbove * unitsPerBin),
  };
}

function mapValues<Value, Result>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value, key: string) => Result,
): Map<string, Result> {
  return new Map([...map].map(([key, value]) => [key, change(value, key)]));
}
