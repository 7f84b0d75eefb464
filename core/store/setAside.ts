/** What to do with a damaged database: keep it, but out of the way. */
import { existsSync, renameSync } from 'node:fs';

/**
 * Renames a closed database, with its write-ahead log, to `<path>.damaged-<date>`, so that the next start makes a fresh
 * one. Returns the new path.
 */
export function setDatabaseAside(path: string): string {
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
