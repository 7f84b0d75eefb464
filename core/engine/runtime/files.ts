// Sizes in the runtime's cache.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

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
