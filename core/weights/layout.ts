/**
 * From PyTorch's order of elements to TensorFlow's and back.
 *
 *   conv           OIHW       ↔ HWIO
 *   convTranspose  IOHW       ↔ HWOI
 *   depthwiseConv  [C, 1, k, k] ↔ [k, k, C, 1]
 *   images         NCHW       ↔ NHWC
 *
 * Gradients and optimiser moments of a weight are reordered as the weight is.
 */
import type { WeightKind } from '../networks/graph.ts';

/** A weight's kind and its shape in this project's layout; `WeightSpec` is one. */
export interface WeightLayout {
  readonly kind: WeightKind;
  readonly shape: readonly number[];
}

/** The shape that the official state dict has for the weight. */
export function torchShapeOf(weight: WeightLayout): readonly number[] {
  if (weight.kind === 'vector') return weight.shape;
  const { height, width, rows, columns } = kernelOf(weight);
  return weight.kind === 'depthwiseConv' ? [rows, columns, height, width] : [columns, rows, height, width];
}

/** Elements in PyTorch's order → this project's. Returns a new array; throws a RangeError on a wrong length. */
export function fromTorchLayout(weight: WeightLayout, torchValues: Float32Array): Float32Array {
  return reorder(weight, torchValues, (ours, torch, target) => {
    target[ours] = torchValues[torch]!;
  });
}

/** Elements in this project's order → PyTorch's. Returns a new array; throws a RangeError on a wrong length. */
export function toTorchLayout(weight: WeightLayout, values: Float32Array): Float32Array {
  return reorder(weight, values, (ours, torch, target) => {
    target[torch] = values[ours]!;
  });
}

/** Images or activations NCHW → NHWC; `shape` is [N, C, H, W]. */
export function nchwToNhwc(values: Float32Array, shape: readonly number[]): Float32Array {
  const { batch, channels, pixels } = imageSizes(values, shape);
  return swapInnerAxes(values, batch, channels, pixels);
}

/** Images or activations NHWC → NCHW; `shape` is [N, C, H, W], that of the result. */
export function nhwcToNchw(values: Float32Array, shape: readonly number[]): Float32Array {
  const { batch, channels, pixels } = imageSizes(values, shape);
  return swapInnerAxes(values, batch, pixels, channels);
}

/**
 * The three kinds of kernel are reordered alike: ours is [height, width, rows, columns], PyTorch's
 * [columns, rows, height, width]; a depthwise kernel has one column.
 */
function reorder(
  weight: WeightLayout,
  source: Float32Array,
  move: (ours: number, torch: number, target: Float32Array) => void,
): Float32Array {
  const length = weight.shape.reduce((product, size) => product * size, 1);
  checkLength(source, length, weight.shape);
  if (weight.kind === 'vector') return source.slice();
  const { height, width, rows, columns } = kernelOf(weight);
  const pixels = height * width;
  const target = new Float32Array(length);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      for (let pixel = 0; pixel < pixels; pixel += 1) {
        move((pixel * rows + row) * columns + column, (column * rows + row) * pixels + pixel, target);
      }
    }
  }
  return target;
}

function kernelOf(weight: WeightLayout): { height: number; width: number; rows: number; columns: number } {
  const [height = 1, width = 1, rows = 1, columns = 1] = weight.shape;
  return { height, width, rows, columns };
}

function imageSizes(values: Float32Array, shape: readonly number[]) {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  checkLength(values, batch * channels * height * width, shape);
  return { batch, channels, pixels: height * width };
}

/** [batch, rows, columns] → [batch, columns, rows]. */
function swapInnerAxes(values: Float32Array, batch: number, rows: number, columns: number): Float32Array {
  const target = new Float32Array(values.length);
  for (let sample = 0; sample < batch; sample += 1) {
    const start = sample * rows * columns;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        target[start + column * rows + row] = values[start + row * columns + column]!;
      }
    }
  }
  return target;
}

function checkLength(values: Float32Array, length: number, shape: readonly number[]): void {
  if (values.length !== length) {
    throw new RangeError(`The shape [${shape.join(', ')}] needs ${length} values, but there are ${values.length}.`);
  }
}
