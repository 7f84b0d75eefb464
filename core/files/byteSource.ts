/** Bytes that are read piece by piece: from a file on disk, or from memory. */
import { open } from 'node:fs/promises';

export interface ByteSource {
  /** What errors call it: the path of a file. */
  readonly name: string;
  readonly byteCount: number;
  /** Exactly these bytes. @throws RangeError if the source does not have them all. */
  read(start: number, byteCount: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** One read call returns at most 2 GiB. */
const MOST_PER_CALL = 2 ** 30;

/** @throws the file system's error if the file cannot be opened. */
export async function openFileSource(path: string): Promise<ByteSource> {
  const handle = await open(path, 'r');
  const { size: byteCount } = await handle.stat();
  return {
    name: path,
    byteCount,
    async read(start, wanted) {
      checkRange(path, byteCount, start, wanted);
      const bytes = new Uint8Array(wanted);
      let done = 0;
      while (done < wanted) {
        const { bytesRead } = await handle.read(bytes, done, Math.min(wanted - done, MOST_PER_CALL), start + done);
        if (bytesRead === 0) throw new RangeError(`${path} ended at byte ${start + done} while it was being read.`);
        done += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}

/** The pieces are views of `bytes`. */
export function memorySource(bytes: Uint8Array, name = 'the file'): ByteSource {
  return {
    name,
    byteCount: bytes.byteLength,
    read(start, wanted) {
      checkRange(name, bytes.byteLength, start, wanted);
      return Promise.resolve(bytes.subarray(start, start + wanted));
    },
    close: () => Promise.resolve(),
  };
}

/** Before anything is allocated: places in files come from the files themselves. */
function checkRange(name: string, byteCount: number, start: number, wanted: number): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(wanted) && start >= 0 && wanted >= 0;
  if (whole && start + wanted <= byteCount) return;
  throw new RangeError(`${name} has ${byteCount} bytes, so there are none from ${start} to ${start + wanted}.`);
}
