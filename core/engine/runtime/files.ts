// Small file helpers for the runtime's cache: writes that survive a power cut, and sizes.
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes sure that the content of a file (or the entries of a folder) has reached the disk. */
export async function flushToDisk(path: string): Promise<void> {
  if (process.platform === 'win32' && (await stat(path)).isDirectory()) return; // Windows cannot flush folders
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Total size of all files below a folder, in bytes. Files that vanish meanwhile count as 0. */
export async function folderSizeBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return folderSizeBytes(path);
    return stat(path).then(
      (found) => found.size,
      () => 0,
    );
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
