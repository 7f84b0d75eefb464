// Builds a folder beside its final place and moves it there with one rename, so that it is either whole or absent,
// whatever happens meanwhile.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { flushToDisk } from './flushToDisk.ts';

/**
 * Runs `build` on a fresh folder and puts the result at `target`, replacing what is there. The caller holds the lock of
 * this target. Processes that use the old content keep it until they end.
 */
export async function replaceFolder(target: string, build: (staging: string) => Promise<void>): Promise<void> {
  await removeLeftovers(target);
  const staging = stagingPath(target);
  await mkdir(staging, { recursive: true });
  try {
    await build(staging);
    const old = stagingPath(target);
    const replaced = await renameIfPresent(target, old);
    await rename(staging, target);
    await flushToDisk(dirname(target));
    if (replaced) await rm(old, { recursive: true, force: true });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function stagingPath(target: string): string {
  return `${target}.building-${randomBytes(4).toString('hex')}`;
}

/** Removes what a killed set-up has left behind. */
async function removeLeftovers(target: string): Promise<void> {
  const parent = dirname(target);
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(`${basename(target)}.building-`))) {
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function renameIfPresent(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
