/** Writes a file so that readers, and a machine that loses power, see the old content or the new and nothing between. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushToDisk } from './flushToDisk.ts';

export type FileContent = string | Uint8Array | Iterable<Uint8Array>;

/**
 * Writes beside the target under a temporary name, flushes to the disk, then renames. The folder must exist.
 * If anything fails, the temporary file is removed, the target is untouched, and the error is thrown on.
 */
export async function atomicWrite(path: string, content: FileContent): Promise<void> {
  const temporaryPath = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeAndFlush(temporaryPath, content);
    await rename(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw error;
  }
  await flushToDisk(dirname(path));
}

async function writeAndFlush(path: string, content: FileContent): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for (const piece of piecesOf(content)) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function piecesOf(content: FileContent): Iterable<string | Uint8Array> {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}
