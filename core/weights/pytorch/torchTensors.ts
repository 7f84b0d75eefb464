/** The tensors that a pickle holds, by dotted name, and how their elements come out of their storages. */
import { DTYPE_BYTES, elementCount } from '../storedTensor.ts';
import { WeightsFileError } from '../weightsFileError.ts';
import { PickleDict, TorchTensor, type PickleValue } from './pickleValues.ts';

const MOST_TENSORS = 100_000;
/** Files may name the same storage more than once (tied weights), but reading all must stay within reason. */
const MOST_BYTES_PER_FILE_BYTE = 4;

/**
 * Every tensor that tables lead to; a table inside a table adds its key and a dot to the names. Other content (epoch,
 * settings) is left out. @throws WeightsFileError if there is none, or more than the file can honestly hold.
 */
export function namedTensors(root: PickleValue, fileBytes: number): Map<string, TorchTensor> {
  const found = new Map<string, TorchTensor>();
  const seen = new Set<PickleDict>();
  const open: [prefix: string, value: PickleValue][] = [['', root]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [prefix, value] = next;
    if (value instanceof TorchTensor) found.set(prefix === '' ? 'tensor' : prefix, value);
    if (!(value instanceof PickleDict) || seen.has(value)) continue;
    seen.add(value);
    const members = [...value.entries].map(([key, member]): [string, PickleValue] => {
      return [prefix === '' ? String(key) : `${prefix}.${key}`, member];
    });
    // The last one put on the stack is taken first: this keeps the file's order.
    for (const member of members.reverse()) open.push(member);
    if (found.size > MOST_TENSORS) throw new WeightsFileError(`The file lists more than ${MOST_TENSORS} tensors.`);
  }
  checkTotal(found, fileBytes);
  return found;
}

function checkTotal(tensors: ReadonlyMap<string, TorchTensor>, fileBytes: number): void {
  if (tensors.size === 0) throw new WeightsFileError('The file holds no tensors, so it is not a weights file.');
  let bytes = 0;
  for (const { shape, storage } of tensors.values()) bytes += elementCount(shape) * DTYPE_BYTES[storage.dtype];
  if (bytes <= MOST_BYTES_PER_FILE_BYTE * fileBytes) return;
  throw new WeightsFileError(
    `The file's tensors would take ${bytes} bytes, but it has only ${fileBytes}. It is damaged or hostile.`,
  );
}

/** The part of its storage that a tensor needs, in bytes. */
export function spanOf({ storage, offset, shape, strides }: TorchTensor): { start: number; byteCount: number } {
  const bytes = DTYPE_BYTES[storage.dtype];
  if (elementCount(shape) === 0) return { start: 0, byteCount: 0 };
  const elements = shape.reduce((sum, side, axis) => sum + (side - 1) * strides[axis]!, 1);
  return { start: offset * bytes, byteCount: elements * bytes };
}

/** Row-major elements from the bytes of `spanOf`: transposed and sliced tensors are put in order. */
export function rowMajor({ storage, shape, strides }: TorchTensor, span: Uint8Array): Uint8Array {
  if (isRowMajor(shape, strides)) return span;
  const bytes = DTYPE_BYTES[storage.dtype];
  const ordered = new Uint8Array(elementCount(shape) * bytes);
  const place = shape.map(() => 0);
  for (let target = 0; target < ordered.byteLength; target += bytes) {
    const source = place.reduce((sum, index, axis) => sum + index * strides[axis]!, 0) * bytes;
    for (let byte = 0; byte < bytes; byte += 1) ordered[target + byte] = span[source + byte]!;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      place[axis]! += 1;
      if (place[axis]! < shape[axis]!) break;
      place[axis] = 0;
    }
  }
  return ordered;
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}
