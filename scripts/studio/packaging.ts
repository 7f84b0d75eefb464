// What electron-builder has to be told about this machine.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findElectron } from '../../core/engine/doctor/electronProgram.ts';
import { findRuntime } from '../../core/engine/runtime/find.ts';
import { BINDING_FILE } from '../../core/engine/runtime/runtime.ts';
import { programFiles } from '../../core/ray/program.ts';

const BINDING_FOLDER = join('out', 'binding');
const PROGRAM_FOLDER = join('out', 'program');
const PLATFORM_WORDS: Readonly<Record<string, string>> = { linux: '--linux', darwin: '--mac', win32: '--win' };

/** Copies the compiled binding of TensorFlow to where electron-builder.yml takes it from. */
export function prepareBinding(): void {
  rmSync(BINDING_FOLDER, { recursive: true, force: true });
  mkdirSync(BINDING_FOLDER, { recursive: true });
  const runtime = findRuntime();
  if (runtime === null || runtime.flavour === 'stock') {
    console.error('No TensorFlow runtime is set up here ("npm run setup"): the package will compile its own binding.');
  } else {
    copyFileSync(runtime.bindingPath, join(BINDING_FOLDER, BINDING_FILE));
  }
}

/**
 * Copies the sources that a studio uploads to a cluster to where electron-builder.yml takes them from. They are copies, since
 * electron-builder leaves out of the archive whatever it puts beside it. The resources lie beside the archive anyway.
 */
export async function prepareProgram(): Promise<void> {
  rmSync(PROGRAM_FOLDER, { recursive: true, force: true });
  for (const { name, content } of await programFiles()) {
    if (!('path' in content) || name.startsWith('resources/')) continue;
    const copy = join(PROGRAM_FOLDER, name);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(content.path, copy);
  }
}

/** The words of electron-builder's command line. */
export function builderWords(targets: readonly string[]): string[] {
  makeCompressorRunnable();
  return [PLATFORM_WORDS[process.platform] ?? '--linux', ...targets, ...givenElectron()];
}

/**
 * An Electron from `ELECTRON_OVERRIDE_DIST_PATH` is packaged as it is; else electron-builder downloads the current one, which
 * has a switch that an older one may lack.
 */
function givenElectron(): string[] {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const { binary } = findElectron();
  if (folder === undefined || binary === null) return ['-c.electronFuses.grantFileProtocolExtraPrivileges=false'];
  const version = readFileSync(join(dirname(binary), 'version'), 'utf8').trim();
  return [`-c.electronDist=${resolve(folder)}`, `-c.electronVersion=${version}`];
}

/** npm brings 7za without the right to run it, and electron-builder would download another one. */
function makeCompressorRunnable(): void {
  const compressor = resolve('node_modules', '7zip-bin', process.platform, process.arch, '7za');
  if (process.platform !== 'linux' || !existsSync(compressor)) return;
  chmodSync(compressor, 0o755);
  process.env['ELECTRON_BUILDER_7ZIP_PATH'] = compressor;
}
