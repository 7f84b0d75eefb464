/**
 * The container of PyTorch before version 1.6: four pickles (a magic number, a version, facts about the machine, the
 * object), a pickled list of storage keys, then for each key a count of 8 bytes and the elements.
 */
import type { ByteSource } from '../../files/byteSource.ts';
import { DTYPE_BYTES } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import { ByteCursor, OutOfBytes } from '../byteCursor.ts';
import { readPickle } from './pickleMachine.ts';
import { PickleDict, PickleList, TorchStorage, TorchTensor, type PickleValue } from './pickleValues.ts';
import type { TorchContainer } from './torchFile.ts';

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;
const FIRST_PIECE_BYTES = 1 << 18;
/** The pickles of a state dict of 1,000 tensors take about 200 KB. */
const MOST_PICKLE_BYTES = 32 << 20;
const COUNT_BYTES = 8;

/** @throws WeightsFileError if the file is damaged, hostile or a pickle that PyTorch did not write. */
export async function openLegacyContainer(source: ByteSource): Promise<TorchContainer> {
  const { root, keys, end } = await readPickles(source);
  const starts = await storageStarts(source, keys, storagesOf(root), end);
  return {
    format: 'pytorch-legacy',
    root,
    startOf({ key }) {
      const start = starts.get(key);
      if (start === undefined) throw new WeightsFileError(`The file lacks the storage ${quoted(key)}. It is cut off.`);
      return Promise.resolve(start);
    },
  };
}

interface Pickles {
  readonly root: PickleValue;
  readonly keys: readonly PickleValue[];
  /** Where the storages begin. */
  readonly end: number;
}

/** The pickles do not say how long they are: the beginning of the file is read, and more of it if that was too little. */
async function readPickles(source: ByteSource): Promise<Pickles> {
  const most = Math.min(source.byteCount, MOST_PICKLE_BYTES);
  for (let pieceBytes = Math.min(FIRST_PIECE_BYTES, most); ; pieceBytes = Math.min(8 * pieceBytes, most)) {
    try {
      return parsePickles(await source.read(0, pieceBytes));
    } catch (error) {
      if (!(error instanceof OutOfBytes)) throw error;
      if (pieceBytes === most) throw new WeightsFileError('The file ends within its table of contents. It is cut off.');
    }
  }
}

function parsePickles(bytes: Uint8Array): Pickles {
  const cursor = new ByteCursor(bytes);
  if (readPickle(cursor) !== MAGIC_NUMBER) {
    throw new WeightsFileError('This is a pickle, but torch.save did not write it, so it holds no weights.');
  }
  const version = readPickle(cursor);
  const machine = readPickle(cursor);
  if (version !== VERSION || !(machine instanceof PickleDict)) {
    throw new WeightsFileError('The file is of a version of PyTorch’s format that OMGD Studio does not know.');
  }
  if (machine.entries.get('little_endian') === false) {
    throw new WeightsFileError('The file was written on a big-endian machine. Save it again on another one.');
  }
  const root = readPickle(cursor);
  const keys = readPickle(cursor);
  if (!(keys instanceof PickleList)) throw new WeightsFileError('The file lists no storages. It is damaged.');
  return { root, keys: keys.items, end: cursor.position };
}

/** Storages of all tensors by key. */
function storagesOf(root: PickleValue): Map<string, TorchStorage> {
  const storages = new Map<string, TorchStorage>();
  const seen = new Set<PickleValue>();
  const open: PickleValue[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value instanceof TorchTensor) storages.set(value.storage.key, value.storage);
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof PickleDict) open.push(...value.entries.values());
    if ('items' in value) open.push(...value.items);
  }
  return storages;
}

async function storageStarts(
  source: ByteSource,
  keys: readonly PickleValue[],
  storages: ReadonlyMap<string, TorchStorage>,
  end: number,
): Promise<Map<string, number>> {
  const starts = new Map<string, number>();
  let position = end;
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (!storage) throw new WeightsFileError('The file lists a storage that none of its tensors uses. It is damaged.');
    const field = await source.read(position, COUNT_BYTES);
    const count = new DataView(field.buffer, field.byteOffset, COUNT_BYTES).getBigInt64(0, true);
    if (count !== BigInt(storage.elementCount)) {
      throw new WeightsFileError(
        `The storage ${quoted(storage.key)} has ${count} elements, not ${storage.elementCount}.`,
      );
    }
    starts.set(storage.key, position + COUNT_BYTES);
    position += COUNT_BYTES + storage.elementCount * DTYPE_BYTES[storage.dtype];
  }
  return starts;
}
