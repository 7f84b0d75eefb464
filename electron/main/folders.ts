/** Where the studio keeps things. */
import { app } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultDataDirectory } from '../../core/store/index.ts';

export interface StudioFolders {
  /** Database, checkpoints, weights; shared with the command line. */
  readonly data: string;
  /** Settings, recents, draft and window of this program. */
  readonly profile: string;
  /** The built pages. */
  readonly pages: string;
}

/** A profile that was given on the command line (`--user-data-dir`) has its own data, unless OMGD_DATA_DIR says where. */
export function studioFolders(): StudioFolders {
  const profile = app.getPath('userData');
  const hasOwnData = app.commandLine.hasSwitch('user-data-dir') && !process.env['OMGD_DATA_DIR'];
  return {
    data: hasOwnData ? join(profile, 'data') : defaultDataDirectory(),
    profile,
    pages: fileURLToPath(new URL('../renderer/', import.meta.url)),
  };
}

/** Tells core/, in this process and its children, where data and the files of a packaged studio are. */
export function announceFolders({ data }: StudioFolders): void {
  const programFolder = app.isPackaged ? process.resourcesPath : app.getAppPath();
  process.env['OMGD_RESOURCES_DIR'] ??= join(programFolder, 'resources');
  process.env['OMGD_DATA_DIR'] = data;
}
