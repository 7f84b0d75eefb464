/** Where the studio keeps its database and the files of its runs. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** `OMGD_DATA_DIR` if it is set, else the place that the operating system wants. Absolute; need not exist yet. */
export function defaultDataDirectory(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const chosen = environment['OMGD_DATA_DIR'];
  if (chosen) return resolve(chosen);
  switch (platform) {
    case 'win32':
      return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'OMGD Studio');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'OMGD Studio');
    default:
      return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'omgd-studio');
  }
}

export function databasePath(dataDirectory: string): string {
  return join(dataDirectory, 'studio.sqlite');
}

/** Folder of the checkpoints and weights of one run. */
export function runDirectory(dataDirectory: string, runId: string): string {
  return join(dataDirectory, 'runs', runId);
}
