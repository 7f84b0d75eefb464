// Where things that can be fetched again are kept: one folder per user, shared by all checkouts of the project.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Per-user cache folder of the project; `OMGD_CACHE_DIR` overrides it. It need not exist yet. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['OMGD_CACHE_DIR']) return resolve(environment['OMGD_CACHE_DIR']);
  return join(systemCacheFolder(environment), 'omgd-studio');
}

function systemCacheFolder(environment: NodeJS.ProcessEnv): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return environment['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local');
  return environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
}
