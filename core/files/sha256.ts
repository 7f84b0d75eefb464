/** Checksums of files: they tell a damaged or changed file from the one that was recorded. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const PIECE_BYTES = 1 << 20;

/** SHA-256 of a file in lower-case hex, read piece by piece. @throws the file system's error if it cannot be read. */
export async function sha256OfFile(path: string): Promise<string> {
  return await checksumOfFile(path, 'sha256');
}

/** The same by the algorithm that a publisher uses. */
export async function checksumOfFile(path: string, algorithm: 'sha256' | 'md5'): Promise<string> {
  const hash = createHash(algorithm);
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
