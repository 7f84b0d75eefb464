// Builds the studio into out/, unless it is built from the files that are there now.
import { existsSync, globSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../runProgram.ts';
import { collectLicenses } from './licenses.ts';

/** Written last, so that an interrupted build is not taken for a whole one. */
const STAMP = 'out/.built';
const SOURCES = [
  '{core,electron,renderer}/**/*.{ts,svelte,css,html}',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package-lock.json',
];

/** Returns the exit code. */
export async function buildStudio(): Promise<number> {
  rmSync(STAMP, { force: true });
  const code = await runProgram('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
  if (code !== 0) return code;
  writeFileSync(join('out', 'main', 'licenses.json'), JSON.stringify(collectLicenses('package-lock.json')));
  writeFileSync(STAMP, '');
  return 0;
}

/** As `buildStudio`, but does nothing if no source is newer than the last build. */
export async function buildStudioIfNeeded(): Promise<number> {
  if (isBuilt()) return 0;
  console.error('Building the studio (some seconds) …');
  return await buildStudio();
}

function isBuilt(): boolean {
  if (!existsSync(STAMP)) return false;
  const builtMs = statSync(STAMP).mtimeMs;
  return globSync(SOURCES).every((file) => statSync(file).mtimeMs <= builtMs);
}
