// Finds Electron: the npm package and its program, which is a download of its own.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { packageRequire } from '../runtime/packageFiles.ts';

export interface ElectronFacts {
  /** Version of the npm package; null if it is not installed. */
  readonly version: string | null;
  /** Absolute path of the program; null if it was not downloaded. */
  readonly binary: string | null;
}

/** Looks where npm's `electron` looks: `ELECTRON_OVERRIDE_DIST_PATH`, else the package's own folder. */
export function findElectron(): ElectronFacts {
  try {
    const packagePath = packageRequire.resolve('electron/package.json');
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packagePath, 'utf8')));
    const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(dirname(packagePath), 'dist');
    const binary = join(folder, programName());
    return { version, binary: existsSync(binary) ? binary : null };
  } catch {
    return { version: null, binary: null };
  }
}

function programName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
