// The Electron and the screen that end-to-end tests run on: the installed Electron if there is one, else the older one
// that test/electron-runtime builds; the screen that is there, or on Linux a virtual one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from '../../core/engine/doctor/electronProgram.ts';

const RUNTIME_SCRIPT = join('test', 'electron-runtime', 'build.sh');
const SCREEN = '-screen 0 1440x900x24';

export type TestElectron =
  | {
      readonly kind: 'ready';
      /** What has to be set for Playwright and the studio to find it. */
      readonly environment: Readonly<Record<string, string>>;
      /** The command that runs another one with a screen. */
      readonly screen: readonly string[];
    }
  | { readonly kind: 'missing'; readonly reason: string };

export function findTestElectron(): TestElectron {
  const needsScreen = process.platform === 'linux' && !process.env['DISPLAY'];
  if (needsScreen && spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status !== 0) {
    return { kind: 'missing', reason: 'there is no screen and no xvfb-run (Debian: apt-get install xvfb xauth)' };
  }
  const screen = needsScreen ? ['xvfb-run', '-a', '-s', SCREEN] : [];
  if (findElectron().binary !== null) return { kind: 'ready', environment: {}, screen };
  const runtime = buildRuntime();
  return runtime.kind === 'built' ? { kind: 'ready', environment: environmentOf(runtime.folder), screen } : runtime;
}

/** Has this process and its children take the Electron of the tests; says so if there is none. */
export function takeTestElectron(): void {
  const electron = findTestElectron();
  if (electron.kind === 'ready') Object.assign(process.env, electron.environment);
  else console.error(`There is no Electron for tests: ${electron.reason}.`);
}

type Built =
  { readonly kind: 'built'; readonly folder: string } | { readonly kind: 'missing'; readonly reason: string };

function buildRuntime(): Built {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { kind: 'missing', reason: 'Electron is not downloaded: node node_modules/electron/install.js' };
  }
  const { status, stdout, stderr } = spawnSync('bash', [RUNTIME_SCRIPT], { encoding: 'utf8' });
  if (status === 0) return { kind: 'built', folder: stdout.trim() };
  return { kind: 'missing', reason: stderr.trim().split('\n').at(-1) ?? 'the test runtime could not be built' };
}

function environmentOf(folder: string): Record<string, string> {
  const binding = join(folder, 'native', 'better_sqlite3.node');
  return {
    ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist'),
    ...(existsSync(binding) ? { BETTER_SQLITE3_BINDING: binding } : {}),
  };
}
