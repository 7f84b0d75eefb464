/** Writes that survive a power cut. */
import { open, stat } from 'node:fs/promises';

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
