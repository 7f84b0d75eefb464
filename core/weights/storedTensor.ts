/** A tensor as a weights file holds it: type, shape and little-endian bytes (every machine TensorFlow runs on is one). */
import { bfloat16ToNumber, float16ToNumber, numberToFloat16 } from './float16.ts';

/** Element types by their safetensors names, with their size in bytes. */
export const DTYPE_BYTES = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, U8: 1, I8: 1 } as const;
export type Dtype = keyof typeof DTYPE_BYTES;

export interface StoredTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Row-major elements; may be a view into a larger buffer at any offset. */
  readonly bytes: Uint8Array;
}

/** Number of elements of `shape`; 1 for a scalar, []. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The elements as float32, whatever the stored type. An F32 tensor is copied, so the result never aliases the file. */
export function decodeFloat32(tensor: StoredTensor): Float32Array {
  const buffer = alignedCopy(tensor.bytes);
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F64':
      return Float32Array.from(new Float64Array(buffer));
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), float16ToNumber);
    case 'BF16':
      return Float32Array.from(new Uint16Array(buffer), bfloat16ToNumber);
    case 'I64':
      return Float32Array.from(new BigInt64Array(buffer), Number);
    case 'I32':
      return Float32Array.from(new Int32Array(buffer));
    case 'U8':
      return Float32Array.from(new Uint8Array(buffer));
    case 'I8':
      return Float32Array.from(new Int8Array(buffer));
  }
}

/** Stores float32 values as they are. The bytes are a view of `values`: do not change them before they are written. */
export function float32Tensor(shape: readonly number[], values: Float32Array): StoredTensor {
  checkCount(shape, values.length);
  return { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** Stores float32 values in half the space, rounded to the nearest half-precision number. */
export function float16Tensor(shape: readonly number[], values: Float32Array): StoredTensor {
  checkCount(shape, values.length);
  return { dtype: 'F16', shape, bytes: new Uint8Array(Uint16Array.from(values, numberToFloat16).buffer) };
}

/** Stores whole numbers as int64, PyTorch's type for counters. */
export function int64Tensor(shape: readonly number[], values: readonly number[]): StoredTensor {
  checkCount(shape, values.length);
  return { dtype: 'I64', shape, bytes: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) };
}

/** Typed arrays need aligned buffers, and a view into a file seldom is. */
function alignedCopy(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function checkCount(shape: readonly number[], count: number): void {
  if (elementCount(shape) !== count) {
    throw new RangeError(
      `The shape [${shape.join(', ')}] needs ${elementCount(shape)} values, but there are ${count}.`,
    );
  }
}
