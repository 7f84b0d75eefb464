/**
 * Downloads a file so that it is either whole and verified or absent. What came before a broken connection, a stop or a
 * crash is kept beside it (part.ts), and the next call goes on there.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../files/lock.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { DownloadError } from './downloadError.ts';
import { PartFile } from './part.ts';
import { ProgressReporter, type DownloadProgress } from './progress.ts';
import { receive } from './receive.ts';

export interface DownloadRequest {
  /** http or https. */
  readonly address: string;
  /** Where the file goes; its folder is made if need be. A file that is there is replaced, unless its checksum is right. */
  readonly file: string;
  /** Exact size in bytes, where it is known. */
  readonly sizeBytes?: number | undefined;
  /** Lower-case hex, where it is known. */
  readonly sha256?: string | undefined;
  /** The most that is accepted from the server, whatever it announces. */
  readonly limitBytes: number;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Aborting rejects with the signal's reason; what is there stays for the next call. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait before each further attempt in a row that brings nothing new. */
  readonly retryAfterMs?: readonly number[] | undefined;
  /** A connection that says nothing for this long is given up. */
  readonly patienceMs?: number | undefined;
}

export interface DownloadedFile {
  readonly file: string;
  readonly sizeBytes: number;
  /** Of what lies on the disk, lower-case hex: worth recording where none was published. */
  readonly sha256: string;
}

const RETRY_AFTER_MS = [1000, 3000, 10_000, 30_000] as const;
const PATIENCE_MS = 30_000;

/** @throws DownloadError with a sentence for the user, or the reason of `signal`. */
export async function download(request: DownloadRequest): Promise<DownloadedFile> {
  const { file, signal, sha256 } = request;
  signal?.throwIfAborted();
  await makeFolder(dirname(file));
  const progress = new ProgressReporter(request.onProgress);
  return await withLock(
    `${file}.lock`,
    () => progress.enter('waiting'),
    async () => {
      const found = sha256 === undefined ? undefined : await intactFile(file, sha256);
      if (found !== undefined) return found;
      const part = new PartFile(file);
      await receiveAll(request, part, progress);
      progress.enter('verifying');
      return await verifyAndComplete(request, part);
    },
    signal,
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new DownloadError('not-writable', `The folder ${folder} cannot be made.`, { cause: error });
  }
}

async function intactFile(file: string, sha256: string): Promise<DownloadedFile | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || (await sha256OfFile(file)) !== sha256) return undefined;
  return { file, sizeBytes: found.size, sha256 };
}

/** Attempts until the file is whole. An attempt that gets further than all before does not count as a failure. */
async function receiveAll(request: DownloadRequest, part: PartFile, progress: ProgressReporter): Promise<void> {
  const { address, sizeBytes, sha256, limitBytes, signal, patienceMs = PATIENCE_MS } = request;
  const retryAfterMs = request.retryAfterMs ?? RETRY_AFTER_MS;
  let farthestBytes = (await part.find(address))?.sizeBytes ?? 0;
  let failures = 0;
  let hasConnected = false;
  for (;;) {
    let reachedBytes = 0;
    const onBytes = (doneBytes: number, totalBytes: number | null): void => {
      reachedBytes = doneBytes;
      hasConnected = true;
      progress.received(doneBytes, totalBytes);
    };
    progress.enter('connecting');
    try {
      const hasChecksum = sha256 !== undefined;
      return await receive({ address, part, sizeBytes, hasChecksum, limitBytes, patienceMs, signal, onBytes });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof DownloadError) || !error.mayPass) throw error;
      // Nobody wants to wait for what is told at once: there is no network, or no such server.
      if (error.code === 'unreachable' && !hasConnected) throw error;
      failures = reachedBytes > farthestBytes ? 1 : failures + 1;
      farthestBytes = Math.max(farthestBytes, reachedBytes);
      const waitMs = retryAfterMs[failures - 1];
      if (waitMs === undefined) throw givenUp(error, failures, farthestBytes);
      progress.enter('retrying', error.message);
      await sleep(waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}

function givenUp(error: DownloadError, attempts: number, keptBytes: number): DownloadError {
  const kept = keptBytes > 0 ? ' What came is kept: start the download again to go on.' : '';
  const message = `${error.message} ${String(attempts)} attempts in a row brought nothing new.${kept}`;
  return new DownloadError(error.code, message, { cause: error });
}

async function verifyAndComplete(request: DownloadRequest, part: PartFile): Promise<DownloadedFile> {
  const { file, address, signal } = request;
  const sha256 = await sha256OfFile(part.path);
  signal?.throwIfAborted();
  if (request.sha256 !== undefined && sha256 !== request.sha256) {
    // Going on from it would end the same way.
    await part.discard();
    const message = `What came from ${address} is not the expected file: its SHA-256 is ${sha256} instead of ${request.sha256}. It may be damaged or changed at its source. Try again, or get the file elsewhere.`;
    throw new DownloadError('wrong-file', message);
  }
  await part.complete();
  return { file, sizeBytes: (await stat(file)).size, sha256 };
}
