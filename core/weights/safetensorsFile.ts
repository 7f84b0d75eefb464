/** Safetensors on disk: read tensor by tensor, written atomically. */
import { atomicWrite } from '../files/atomicWrite.ts';
import { openFileSource, type ByteSource } from '../files/byteSource.ts';
import { safetensorsChunks, type SafetensorsMetadata } from './safetensors.ts';
import {
  headerLength,
  LENGTH_BYTES,
  parseHeader,
  SafetensorsError,
  type SafetensorsHeader,
  type TensorPlace,
} from './safetensorsHeader.ts';
import type { StoredTensor } from './storedTensor.ts';
import type { WeightsSource } from './weightsSource.ts';

/** An open file whose header has been checked. Close it when done. */
export class SafetensorsFile implements WeightsSource {
  readonly format = 'safetensors';
  readonly header: SafetensorsHeader;
  readonly #source: ByteSource;

  private constructor(source: ByteSource, header: SafetensorsHeader) {
    this.#source = source;
    this.header = header;
  }

  /** @throws SafetensorsError if the file is damaged, with its path in the message. */
  static async open(path: string): Promise<SafetensorsFile> {
    const source = await openFileSource(path);
    try {
      return await SafetensorsFile.from(source);
    } catch (error) {
      await source.close();
      throw withPath(error, path);
    }
  }

  /** Closing the file closes `source`. @throws SafetensorsError if the header is damaged. */
  static async from(source: ByteSource): Promise<SafetensorsFile> {
    const { byteCount } = source;
    const lengthField = await source.read(0, Math.min(LENGTH_BYTES, byteCount));
    const json = await source.read(LENGTH_BYTES, headerLength(lengthField, byteCount));
    return new SafetensorsFile(source, parseHeader(json, byteCount));
  }

  get tensors(): ReadonlyMap<string, TensorPlace> {
    return this.header.tensors;
  }

  /** Reads one tensor; throws a SafetensorsError if the file has none of this name. */
  async read(name: string): Promise<StoredTensor> {
    const place = this.tensors.get(name);
    if (place === undefined) throw new SafetensorsError(`${this.#source.name} has no tensor "${name}".`);
    const { dtype, shape, start, end } = place;
    return { dtype, shape, bytes: await this.#source.read(start, end - start) };
  }

  async close(): Promise<void> {
    await this.#source.close();
  }
}

/** All tensors of a file, one after the other. Throws a SafetensorsError if it is damaged. */
export async function readSafetensorsFile(path: string): Promise<Map<string, StoredTensor>> {
  const file = await SafetensorsFile.open(path);
  try {
    const tensors = new Map<string, StoredTensor>();
    for (const name of file.tensors.keys()) tensors.set(name, await file.read(name));
    return tensors;
  } finally {
    await file.close();
  }
}

/** Writes the file so that it is either complete or not there at all. */
export async function writeSafetensorsFile(
  path: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: SafetensorsMetadata = {},
): Promise<void> {
  await atomicWrite(path, safetensorsChunks(tensors, metadata));
}

function withPath(error: unknown, path: string): unknown {
  return error instanceof SafetensorsError
    ? new SafetensorsError(`${path}: ${error.message}`, { cause: error })
    : error;
}
