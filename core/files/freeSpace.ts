/** Room on a disk, asked for before much is written. */
import { statfs } from 'node:fs/promises';

/** Bytes that this user may still write on the disk of `folder`, which must exist. */
export async function freeSpaceBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
