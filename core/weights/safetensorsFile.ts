/** Safetensors on disk: read tensor by tensor, written atomically. */
import { open, type FileHandle } from 'node:fs/promises';
import { atomicWrite } from '../files/atomicWrite.ts';
import { safetensorsChunks, type SafetensorsMetadata } from './safetensors.ts';
import {
  headerLength,
  LENGTH_BYTES,
  parseHeader,
  SafetensorsError,
  type SafetensorsHeader,
} from './safetensorsHeader.ts';
import type { StoredTensor } from './storedTensor.ts';

/** An open file whose header has been checked. Close it when done. */
export class SafetensorsFile {
  readonly header: SafetensorsHeader;
  readonly #path: string;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle, header: SafetensorsHeader) {
    this.#path = path;
    this.#handle = handle;
    this.header = header;
  }

  /** @throws SafetensorsError if the file is damaged, with its path in the message. */
  static async open(path: string): Promise<SafetensorsFile> {
    const handle = await open(path, 'r');
    try {
      const { size: fileBytes } = await handle.stat();
      const lengthField = await readExactly(handle, 0, Math.min(LENGTH_BYTES, fileBytes));
      const json = await readExactly(handle, LENGTH_BYTES, headerLength(lengthField, fileBytes));
      return new SafetensorsFile(path, handle, parseHeader(json, fileBytes));
    } catch (error) {
      await handle.close();
      throw withPath(error, path);
    }
  }

  /** Reads one tensor; throws a SafetensorsError if the file has none of this name. */
  async read(name: string): Promise<StoredTensor> {
    const place = this.header.tensors.get(name);
    if (place === undefined) throw new SafetensorsError(`${this.#path} has no tensor "${name}".`);
    const { dtype, shape, start, end } = place;
    return { dtype, shape, bytes: await readExactly(this.#handle, start, end - start) };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** All tensors of a file, one after the other. Throws a SafetensorsError if it is damaged. */
export async function readSafetensorsFile(path: string): Promise<Map<string, StoredTensor>> {
  const file = await SafetensorsFile.open(path);
  try {
    const tensors = new Map<string, StoredTensor>();
    for (const name of file.header.tensors.keys()) tensors.set(name, await file.read(name));
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

async function readExactly(handle: FileHandle, start: number, byteCount: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteCount);
  let done = 0;
  // One read call returns at most 2 GiB, and may return less.
  while (done < byteCount) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(byteCount - done, 2 ** 30), start + done);
    if (bytesRead === 0) throw new SafetensorsError(`The file ended at byte ${start + done} while it was being read.`);
    done += bytesRead;
  }
  return bytes;
}

function withPath(error: unknown, path: string): unknown {
  return error instanceof SafetensorsError
    ? new SafetensorsError(`${path}: ${error.message}`, { cause: error })
    : error;
}
