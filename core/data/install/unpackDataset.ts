/** From an archive of pictures to their folder. */
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError } from '../../archive/archiveError.ts';
import { DATASET_LIMITS, unpack, type UnpackProgress } from '../../archive/unpack.ts';
import type { ProgressTeller } from './installProgress.ts';

/** Unpacks the archive of a dataset into `folder`, which is empty. @throws ArchiveError; an archive that is no good is gone then */
export async function unpackDataset(
  archive: string,
  folder: string,
  { signal, tell }: { readonly signal: AbortSignal | undefined; readonly tell: ProgressTeller },
): Promise<void> {
  const onProgress = ({ files, fraction }: UnpackProgress): void => {
    tell.phase('unpacking', fraction, `${files.toLocaleString('en')} files`);
  };
  try {
    await unpack(archive, folder, { limits: DATASET_LIMITS, signal, onProgress });
  } catch (error) {
    // An archive that is no good would be no good the next time either.
    if (error instanceof ArchiveError && error.code !== 'disk-full') await rm(archive, { force: true });
    throw error;
  }
  await hoistOnlyFolder(folder);
}

/** Archives hold one folder of their own name: its content is the dataset. */
async function hoistOnlyFolder(folder: string): Promise<void> {
  const [only, ...more] = await readdir(folder, { withFileTypes: true });
  if (only === undefined || more.length > 0 || !only.isDirectory()) return;
  const inside = path.join(folder, only.name);
  // Renamed first: what is inside may have the same name.
  const aside = path.join(folder, '.omgd-unpacked');
  await rename(inside, aside);
  for (const name of await readdir(aside)) await rename(path.join(aside, name), path.join(folder, name));
  await rmdir(aside);
}
