// Looks at the machine for the doctor. Nothing is judged here, and nothing that is missing is an error.
import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import os from 'node:os';
import { dirname } from 'node:path';
import { defaultDataDirectory } from '../../store/dataDirectory.ts';
import { cacheFolder } from '../../installation/cacheFolder.ts';
import { findRuntime } from '../runtime/find.ts';
import { nvidiaDriverVersion } from '../runtime/flavour.ts';
import { findDamagedFile, readManifest } from '../runtime/manifest.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { findCompiler, findPip } from '../runtime/tools.ts';
import { findElectron, type ElectronFacts } from './electronProgram.ts';
import { tryInChild, type Trial, type TrialName } from './trial.ts';

export interface DiskFacts {
  readonly folder: string;
  /** Free bytes for this user on the folder's disk; null when the folder cannot be written. */
  readonly freeBytes: number | null;
}

export interface MachineFacts {
  readonly platform: string;
  readonly nodeVersion: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly nvidiaDriver: string | null;
  /** The runtime that would be loaded, and the first of its files whose content is not what was written. */
  readonly runtime: (Runtime & { readonly damagedFile: string | null }) | null;
  /** Whether TensorFlow loads; the value is the device, "CPU" or "GPU". */
  readonly tensorflow: Trial;
  /** Whether SQLite opens; the value is its version. */
  readonly sqlite: Trial;
  readonly data: DiskFacts;
  readonly cache: DiskFacts;
  /** The commands found, e.g. "python3 -m pip". */
  readonly pip: string | null;
  readonly compiler: string | null;
  readonly electron: ElectronFacts;
}

/**
 * Gathers all facts; takes a few seconds, since the runtime is read whole and TensorFlow is loaded. `tryOut` tries native
 * code; by default in a Node process of its own.
 */
export async function gatherFacts(tryOut: (name: TrialName) => Trial = tryInChild): Promise<MachineFacts> {
  return {
    platform: `${os.type()} ${os.release()}, ${process.arch}`,
    nodeVersion: process.versions.node,
    cores: os.cpus().length,
    memoryBytes: os.totalmem(),
    nvidiaDriver: nvidiaDriverVersion(),
    runtime: await examineRuntime(),
    tensorflow: tryOut('tensorflow'),
    sqlite: tryOut('sqlite'),
    data: await examineDisk(defaultDataDirectory()),
    cache: await examineDisk(cacheFolder()),
    pip: findPip()?.join(' ') ?? null,
    compiler: findCompiler()?.join(' ') ?? null,
    electron: findElectron(),
  };
}

async function examineRuntime(): Promise<MachineFacts['runtime']> {
  const runtime = findRuntime();
  if (runtime === null) return null;
  const manifest = runtime.flavour === 'stock' ? null : readManifest(runtime.folder);
  return { ...runtime, damagedFile: manifest === null ? null : await findDamagedFile(runtime.folder, manifest) };
}

async function examineDisk(folder: string): Promise<DiskFacts> {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    await access(existing, constants.W_OK);
    const { bavail, bsize } = await statfs(existing);
    return { folder, freeBytes: bavail * bsize };
  } catch {
    return { folder, freeBytes: null };
  }
}
