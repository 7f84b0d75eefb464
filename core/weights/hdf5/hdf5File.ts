/**
 * The part of HDF5 that Keras' `.h5` files use: groups as symbol tables, and datasets of floating-point numbers in one
 * piece. Structures are named as in the HDF5 File Format Specification, version 3.0. Everything is read in place and
 * within a budget, so that a file can neither take more memory than its own length nor send the reader round in circles.
 */
import type { ByteSource } from '../../files/byteSource.ts';
import { OutOfBytes } from '../byteCursor.ts';
import { DTYPE_BYTES, elementCount } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import { datasetOf, type PlacedDataset } from './datasetMessages.ts';
import { linksOf } from './groups.ts';
import { messagesOf, MESSAGE } from './objectHeader.ts';
import { StructureReader } from './structureReader.ts';

export const HDF5_SIGNATURE = '\x89HDF\r\n\x1a\n';
const SIGNATURE_BYTES = 8;
/** Superblock version 1, the longer one: fixed fields, four addresses, the beginning of the root's entry. */
const SUPERBLOCK_BYTES = 28 + 4 * 8 + 16;
const MOST_OBJECTS = 10_000;
const MOST_LEVELS = 10;

const NEWER =
  'It is in a newer layout of HDF5 than Keras writes by default. Save the weights again with an unchanged h5py, or as safetensors.';

/**
 * Every dataset of floating-point numbers, by its path (`block1_conv1/block1_conv1_W_1:0`); others are passed over.
 * @throws WeightsFileError if the file is damaged, or uses what Keras does not.
 */
export async function hdf5Datasets(source: ByteSource): Promise<Map<string, PlacedDataset>> {
  try {
    return await walk(new StructureReader(source));
  } catch (error) {
    if (error instanceof OutOfBytes) throw new WeightsFileError('The file is cut off or damaged.', { cause: error });
    throw error;
  }
}

interface Place {
  readonly path: string;
  readonly address: number;
  readonly level: number;
}

async function walk(reader: StructureReader): Promise<Map<string, PlacedDataset>> {
  const found = new Map<string, PlacedDataset>();
  const seen = new Set<number>();
  const open: Place[] = [{ path: '', address: await rootAddress(reader), level: 0 }];
  let bytes = 0;
  for (let place = open.pop(); place; place = open.pop()) {
    const { path, address, level } = place;
    if (seen.has(address)) continue;
    seen.add(address);
    if (seen.size > MOST_OBJECTS || level > MOST_LEVELS) {
      throw new WeightsFileError('The file holds more groups than any weights file has.');
    }
    const messages = await messagesOf(reader, address);
    const group = messages.find(({ type }) => type === MESSAGE.symbolTable);
    if (group) {
      for (const link of await linksOf(reader, group)) {
        open.push({ path: path === '' ? link.name : `${path}/${link.name}`, address: link.address, level: level + 1 });
      }
    } else if (messages.some(({ type }) => type === MESSAGE.linkInfo || type === MESSAGE.link)) {
      throw new WeightsFileError(NEWER);
    }
    const dataset = datasetOf(messages, path);
    if (!dataset) continue;
    bytes += checkedBytes(dataset, path, reader.byteCount);
    if (bytes > reader.byteCount) throw new WeightsFileError('Its datasets lie on top of each other. It is damaged.');
    found.set(path, dataset);
  }
  return found;
}

/** III.A, the superblock. */
async function rootAddress(reader: StructureReader): Promise<number> {
  const cursor = await reader.at(0, Math.min(SUPERBLOCK_BYTES, reader.byteCount));
  cursor.bytes(SIGNATURE_BYTES);
  const version = cursor.uint8();
  if (version > 1) throw new WeightsFileError(NEWER);
  cursor.bytes(4);
  const [offsetBytes, lengthBytes] = [cursor.uint8(), cursor.uint8()];
  if (offsetBytes !== 8 || lengthBytes !== 8) throw new WeightsFileError('Its addresses do not have 64 bits.');
  cursor.bytes(version === 0 ? 9 : 13);
  if (cursor.length64() !== 0) throw new WeightsFileError('It does not begin at its first byte.');
  // Free space, end of file, driver information; then the name of the root.
  cursor.bytes(4 * 8);
  return cursor.length64();
}

function checkedBytes({ dtype, shape, start, byteCount }: PlacedDataset, path: string, fileBytes: number): number {
  const expected = elementCount(shape) * DTYPE_BYTES[dtype];
  if (byteCount === expected && start + byteCount <= fileBytes) return byteCount;
  throw new WeightsFileError(
    `The dataset ${quoted(path)} does not have the bytes that its shape needs. It is damaged.`,
  );
}
