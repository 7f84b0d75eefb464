/** Opens an archive of either kind. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArchiveError } from './archiveError.ts';
import type { OpenArchive } from './entry.ts';
import { openTar } from './tar.ts';
import { openZip } from './zip.ts';

/** @throws ArchiveError with a sentence for the user. */
export async function openArchive(archive: string): Promise<OpenArchive> {
  const kind = await kindOfArchive(archive);
  try {
    return kind === 'zip' ? await openZip(archive) : await openTar(archive, kind === 'tar.gz');
  } catch (error) {
    throw unreadable(archive, error);
  }
}

/** Told by the first bytes, since names lie. @throws ArchiveError for everything else. */
async function kindOfArchive(archive: string): Promise<'zip' | 'tar' | 'tar.gz'> {
  const handle = await open(archive, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new ArchiveError('archive-unreadable', `There is no file ${archive}.`, error);
    throw unreadable(archive, error);
  });
  try {
    const start = Buffer.alloc(512);
    await handle.read(start, 0, start.length, 0);
    if (start.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return 'zip';
    if (start[0] === 0x1f && start[1] === 0x8b) return 'tar.gz';
    if (start.subarray(257, 262).toString('latin1') === 'ustar') return 'tar';
    const found = start.subarray(0, 6).toString('latin1').startsWith('<') ? ' It looks like a web page.' : '';
    const message = `${basename(archive)} is neither a zip nor a tar archive.${found} Other kinds (7z, rar, bz2) have to be unpacked by hand first.`;
    throw new ArchiveError('archive-unreadable', message);
  } finally {
    await handle.close();
  }
}

export function unreadable(archive: string, error: unknown): ArchiveError {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `${basename(archive)} cannot be unpacked (${reason}). It may be cut off or damaged: get it again.`;
  return new ArchiveError('archive-unreadable', message, error);
}
