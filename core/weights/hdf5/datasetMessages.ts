/** IV.A.2: the messages of a dataset: its shape, the type of its numbers, and where they lie. */
import { ByteCursor } from '../byteCursor.ts';
import type { Dtype } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import { MESSAGE, type Message } from './objectHeader.ts';

export interface PlacedDataset {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Of its first byte in the file. */
  readonly start: number;
  readonly byteCount: number;
}

const MOST_DIMENSIONS = 32;
const FLOAT_CLASS = 1;
const CONTIGUOUS = 1;
const FLOATS: Readonly<Record<number, Dtype>> = { 2: 'F16', 4: 'F32', 8: 'F64' };

/** undefined: no dataset, or one of other things than floating-point numbers. @throws OutOfBytes, WeightsFileError */
export function datasetOf(messages: readonly Message[], path: string): PlacedDataset | undefined {
  const cursorOf = (wanted: number): ByteCursor | undefined => {
    const message = messages.find(({ type }) => type === wanted);
    return message && !message.isShared ? new ByteCursor(message.data) : undefined;
  };
  const [space, type, layout] = [MESSAGE.dataspace, MESSAGE.datatype, MESSAGE.layout].map(cursorOf);
  if (!space || !type || !layout) return undefined;
  const dtype = dtypeOf(type);
  if (dtype === undefined) return undefined;
  return { dtype, shape: shapeOf(space), ...placeOf(layout, path) };
}

/** IV.A.2.d. Numbers of other sizes or with the highest byte first are none that Keras writes. */
function dtypeOf(cursor: ByteCursor): Dtype | undefined {
  const isFloat = (cursor.uint8() & 0x0f) === FLOAT_CLASS;
  const order = cursor.uint8();
  cursor.bytes(2);
  const bytes = cursor.uint32();
  return isFloat && (order & 0x41) === 0 ? FLOATS[bytes] : undefined;
}

/** IV.A.2.b. */
function shapeOf(cursor: ByteCursor): number[] {
  const version = cursor.uint8();
  const dimensions = cursor.uint8();
  if (version > 2 || dimensions > MOST_DIMENSIONS) throw new WeightsFileError('The shape of a dataset is damaged.');
  cursor.bytes(version === 1 ? 6 : 2);
  return Array.from({ length: dimensions }, () => cursor.length64());
}

/** IV.A.2.i. */
function placeOf(cursor: ByteCursor, path: string): { start: number; byteCount: number } {
  const version = cursor.uint8();
  const layout = cursor.uint8();
  if (version === 3 && layout === CONTIGUOUS) return { start: cursor.length64(), byteCount: cursor.length64() };
  throw new WeightsFileError(
    `The dataset ${quoted(path)} is stored in pieces or compressed, which Keras does not do by itself. Save it again without that, or as safetensors.`,
  );
}
