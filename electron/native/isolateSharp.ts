/** Lets sharp work inside Electron on Linux. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { cacheFolder } from '../../core/installation/cacheFolder.ts';
import { preferOwnSymbols } from './preferOwnSymbols.ts';

/** `RTLD_NODELETE`, which Node does not name: the library stays although Node closes it again. */
const KEEP_LOADED = 0x1000;

/**
 * Call it before sharp is loaded. Electron is linked with the system's GLib, sharp brings one of its own inside libvips, and
 * the dynamic linker mixes the two: every picture then leaks about 40 KB and prints warnings. So libvips is loaded first,
 * from a copy that is marked to use its own functions, and sharp's binding in a way that makes it look there first.
 */
export function isolateSharp(): void {
  if (process.platform !== 'linux' || process.versions.electron === undefined) return;
  try {
    loadLibrary(isolatedLibrary());
    lookIntoOwnLibrariesFirst(/sharp-linux-[^/]*\.node$/);
  } catch {
    // Without a writable cache sharp still works, only with the leak.
  }
}

/** The marked copy of libvips in the cache; made if it is not there. */
function isolatedLibrary(): string {
  const original = createRequire(import.meta.url).resolve(`@img/sharp-libvips-linux-${process.arch}/binary`);
  const copy = join(cacheFolder(), 'isolated', basename(original));
  if (!existsSync(copy)) makeIsolatedCopy(original, copy);
  return copy;
}

function makeIsolatedCopy(original: string, copy: string): void {
  const library = readFileSync(original);
  if (!preferOwnSymbols(library)) throw new Error(`${basename(original)} cannot be marked.`);
  mkdirSync(dirname(copy), { recursive: true });
  const temporary = `${copy}.${String(process.pid)}.tmp`;
  writeFileSync(temporary, library);
  renameSync(temporary, copy);
}

/** Node expects an addon, so it complains that the library does not register itself; by then it is loaded. */
function loadLibrary(path: string): void {
  try {
    process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_LAZY | KEEP_LOADED);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('self-register'))) throw error;
  }
}

/** Addons whose path matches use the functions of the libraries they are linked with, not those of the program. */
function lookIntoOwnLibrariesFirst(pattern: RegExp): void {
  const dlopen = process.dlopen.bind(process);
  const { RTLD_LAZY, RTLD_DEEPBIND } = constants.dlopen;
  process.dlopen = (module: object, path: string, flags?: number) =>
    dlopen(module, path, pattern.test(path) ? RTLD_LAZY | RTLD_DEEPBIND : (flags ?? RTLD_LAZY));
}
