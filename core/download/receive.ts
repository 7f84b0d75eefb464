/** One attempt at a file: asks for what is still missing, checks what the server claims, and appends what comes. */
import type { IncomingMessage } from 'node:http';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { byteText } from '../files/byteText.ts';
import { freeSpaceBytes, isDiskFull } from '../files/freeSpace.ts';
import { DownloadError } from './downloadError.ts';
import type { Part, PartFile, PartOrigin } from './part.ts';
import { piecesOf } from './pieces.ts';
import { contentLength, contentRange, requestFile } from './request.ts';

export interface Attempt {
  readonly address: string;
  readonly part: PartFile;
  /** Exact, in bytes, where it is known. */
  readonly sizeBytes: number | undefined;
  /** A checksum will tell whether the parts fit together, whatever the server says about versions. */
  readonly hasChecksum: boolean;
  readonly limitBytes: number;
  readonly patienceMs: number;
  readonly signal: AbortSignal | undefined;
  /** `doneBytes` lie on the disk, of `totalBytes` (null: the server does not say). */
  readonly onBytes: (doneBytes: number, totalBytes: number | null) => void;
}

/** Returns once every byte that the server has announced lies in the part file. @throws DownloadError */
export async function receive(attempt: Attempt): Promise<void> {
  const known = await attempt.part.find(attempt.address);
  const part = known && mayContinue(known, attempt) ? known : undefined;
  if (part && part.sizeBytes === part.origin.totalBytes) return;
  const response = await requestFile(attempt.address, {
    headers: requestHeaders(part),
    patienceMs: attempt.patienceMs,
    signal: attempt.signal,
  });
  const pieces = piecesOf(response);
  try {
    const start = startOf(response, part, attempt);
    const origin = originOf(response, start, attempt.address);
    await checkSize(origin.totalBytes, start, attempt);
    await writeBody(pieces, start, origin, attempt);
  } catch (error) {
    if (error instanceof StalePart) {
      await attempt.part.discard();
      throw new DownloadError('broken-off', error.message, { mayPass: true });
    }
    throw error;
  } finally {
    response.destroy();
  }
}

/** The part on the disk does not belong to what the server has now. */
class StalePart extends Error {}

function mayContinue({ origin }: Part, { hasChecksum, sizeBytes }: Attempt): boolean {
  if (sizeBytes !== undefined && origin.totalBytes !== null && origin.totalBytes !== sizeBytes) return false;
  return hasChecksum || origin.version !== null;
}

function requestHeaders(part: Part | undefined): Record<string, string> {
  // Unpacked on the way, sizes and ranges would be those of something else.
  const headers = { 'accept-encoding': 'identity', 'user-agent': 'omgd-studio' };
  if (part === undefined) return headers;
  const range = { ...headers, range: `bytes=${String(part.sizeBytes)}-` };
  return part.origin.version === null ? range : { ...range, 'if-range': part.origin.version };
}

/** From which byte on the answer's body is. */
function startOf(response: IncomingMessage, part: Part | undefined, attempt: Attempt): number {
  const { statusCode: status = 0, headers } = response;
  if (status === 206 && part !== undefined) {
    const range = contentRange(headers);
    const before = part.origin.totalBytes;
    if (range?.start === part.sizeBytes && (before === null || range.total === before)) return range.start;
    throw new StalePart(`The file at ${attempt.address} has changed. It is fetched from the start.`);
  }
  if (status === 416 && part !== undefined) {
    throw new StalePart(`The server has no more of ${attempt.address} than before. It is fetched from the start.`);
  }
  if (status !== 200) throw refusal(status, attempt.address);
  if (/^text\/html/i.test(headers['content-type'] ?? '')) {
    const message = `${attempt.address} answers with a web page instead of the file. It may have moved, or need an account.`;
    throw new DownloadError('refused', message);
  }
  return 0;
}

function refusal(status: number, address: string): DownloadError {
  const mayPass = status === 408 || status === 429 || status >= 500;
  const advice = mayPass
    ? 'The server has a problem. Try again later.'
    : status === 404 || status === 410
      ? 'The file is not there any more.'
      : 'It may need an account, or a newer address.';
  return new DownloadError('refused', `${address} answers with HTTP status ${String(status)}. ${advice}`, { mayPass });
}

function originOf({ headers, statusCode }: IncomingMessage, start: number, address: string): PartOrigin {
  const rest = contentLength(headers);
  const announced = statusCode === 206 ? contentRange(headers)?.total : undefined;
  const totalBytes = announced ?? (rest === null ? null : start + rest);
  const { etag, 'last-modified': lastModified } = headers;
  // A weak tag stands for files that need not be equal byte for byte, so it cannot join parts.
  const version = (etag?.startsWith('"') ? etag : undefined) ?? lastModified ?? null;
  return { address, version, totalBytes };
}

async function checkSize(totalBytes: number | null, start: number, attempt: Attempt): Promise<void> {
  const { sizeBytes, limitBytes, address, part } = attempt;
  if (totalBytes === null) return;
  if (sizeBytes !== undefined && totalBytes !== sizeBytes) throw wrongSize(address, totalBytes, sizeBytes);
  if (totalBytes > limitBytes) throw tooLarge(address, limitBytes);
  const missing = totalBytes - start;
  const free = await freeSpaceBytes(dirname(part.path));
  if (missing > free) throw diskFull(dirname(part.path), missing, free);
}

async function writeBody(
  pieces: AsyncIterable<Buffer>,
  start: number,
  origin: PartOrigin,
  attempt: Attempt,
): Promise<void> {
  const { limitBytes, address, sizeBytes, onBytes } = attempt;
  const handle = await openPart(origin, start > 0, attempt);
  let doneBytes = start;
  try {
    onBytes(doneBytes, origin.totalBytes);
    for await (const piece of pieces) {
      if (doneBytes + piece.length > limitBytes) throw tooLarge(address, limitBytes);
      await write(handle, piece, attempt);
      doneBytes += piece.length;
      onBytes(doneBytes, origin.totalBytes);
    }
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    throw brokenOff(address, doneBytes, origin.totalBytes, error);
  } finally {
    await handle.close();
  }
  if (origin.totalBytes !== null && doneBytes !== origin.totalBytes) {
    throw brokenOff(address, doneBytes, origin.totalBytes);
  }
  if (sizeBytes !== undefined && doneBytes !== sizeBytes) throw wrongSize(address, doneBytes, sizeBytes);
}

async function openPart(origin: PartOrigin, append: boolean, attempt: Attempt): Promise<FileHandle> {
  try {
    return await attempt.part.open(origin, append);
  } catch (error) {
    throw asWriteError(error, attempt.part.path);
  }
}

async function write(handle: FileHandle, piece: Buffer, attempt: Attempt): Promise<void> {
  try {
    await handle.writeFile(piece);
  } catch (error) {
    throw asWriteError(error, attempt.part.path);
  }
}

function asWriteError(error: unknown, path: string): DownloadError {
  const reason = error instanceof Error ? error.message : String(error);
  if (isDiskFull(error)) {
    const message = `The disk of ${path} is full. Free some room, then start the download again: it goes on where it is.`;
    return new DownloadError('disk-full', message, { cause: error });
  }
  return new DownloadError('not-writable', `${path} cannot be written (${reason}).`, { cause: error });
}

function diskFull(folder: string, missing: number, free: number): DownloadError {
  const message = `The download needs ${byteText(missing)}, but the disk of ${folder} has ${byteText(free)} free. Free some room, then start it again.`;
  return new DownloadError('disk-full', message);
}

function wrongSize(address: string, found: number, expected: number): DownloadError {
  const message = `${address} is ${byteText(found)} (${String(found)}) instead of ${byteText(expected)} (${String(expected)}): it is not the expected file.`;
  return new DownloadError('wrong-file', message);
}

function tooLarge(address: string, limitBytes: number): DownloadError {
  return new DownloadError(
    'too-large',
    `${address} is larger than ${byteText(limitBytes)}, the most that is accepted.`,
  );
}

function brokenOff(address: string, done: number, total: number | null, cause?: unknown): DownloadError {
  const of = total === null ? '' : ` of ${byteText(total)}`;
  const message = `The connection to ${new URL(address).host} broke off after ${byteText(done)}${of}.`;
  return new DownloadError('broken-off', message, { mayPass: true, cause });
}
