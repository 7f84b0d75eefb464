// Turns downloaded TensorFlow into a runtime inside a staging folder: unpack, add the binding, record checksums.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { placeBinding, type BindingSource } from './binding.ts';
import { downloadWheel, installCudaWheels } from './download.ts';
import { extractWheel } from './extract.ts';
import { flushToDisk } from '../../files/flushToDisk.ts';
import { describeFile, writeManifest } from './manifest.ts';
import { bindingPackageVersion } from './packageFiles.ts';
import { BINDING_FILE, TENSORFLOW_VERSION, type Flavour, type ReportProgress } from './runtime.ts';
import type { Command } from './tools.ts';
import { CUDA_LIBRARY_NAMES, type Wheel } from './wheels.ts';

/** What is known about the unpacked libraries before they get their binding and manifest. */
interface UnpackedLibraries {
  readonly flavour: Flavour;
  /** File names inside the `tensorflow` folder, in load order. */
  readonly libraryNames: readonly string[];
  /** Digest of the one wheel they come from, or null if pip installed several and checked them itself. */
  readonly wheelSha256: string | null;
}

/** Downloads the CPU wheel and makes a runtime of it in `staging`. */
export async function buildCpuRuntime(
  pip: Command,
  wheel: Wheel,
  binding: BindingSource,
  staging: string,
  report: ReportProgress,
): Promise<void> {
  const downloads = join(staging, 'download');
  await mkdir(downloads);
  const wheelPath = await downloadWheel(pip, wheel, downloads, report);
  await buildFromWheel(wheelPath, wheel, binding, staging, report);
  await rm(downloads, { recursive: true });
}

/** Makes a CPU runtime in `staging` of a wheel whose digest has been checked. */
export async function buildFromWheel(
  wheelPath: string,
  wheel: Wheel,
  binding: BindingSource,
  staging: string,
  report: ReportProgress,
): Promise<void> {
  const libraryPaths = wheel.libraryNames.map((name) => `tensorflow/${name}`);
  await extractWheel(wheelPath, staging, libraryPaths, report);
  const libraries = { flavour: 'cpu', libraryNames: wheel.libraryNames, wheelSha256: wheel.sha256 } as const;
  await finishRuntime(staging, libraries, binding, report);
}

/** Installs the CUDA wheels and makes a runtime of them in `staging`. Not run on a GPU. */
export async function buildCudaRuntime(
  pip: Command,
  binding: BindingSource,
  staging: string,
  report: ReportProgress,
): Promise<void> {
  await installCudaWheels(pip, staging, report);
  // TensorFlow's and CUDA's libraries stay where pip put them, since they look for each other there; the Python
  // packages around them are not used.
  const others = (await readdir(staging)).filter((name) => name !== 'tensorflow' && name !== 'nvidia');
  for (const name of others) await rm(join(staging, name), { recursive: true });
  const libraries = { flavour: 'cuda', libraryNames: CUDA_LIBRARY_NAMES, wheelSha256: null } as const;
  await finishRuntime(staging, libraries, binding, report);
}

/** Adds the binding and the manifest to unpacked libraries, and flushes everything to disk. */
async function finishRuntime(
  staging: string,
  unpacked: UnpackedLibraries,
  binding: BindingSource,
  report: ReportProgress,
): Promise<void> {
  report({ phase: 'compile', message: 'Compiling the binding', doneBytes: null, totalBytes: null });
  await placeBinding(staging, unpacked.libraryNames, binding);
  report({ phase: 'install', message: 'Recording checksums', doneBytes: null, totalBytes: null });
  const libraries = unpacked.libraryNames.map((name) => `tensorflow/${name}`);
  const files = [];
  for (const path of [...(await findLibraries(staging)), BINDING_FILE]) {
    await flushToDisk(join(staging, path));
    files.push(await describeFile(staging, path));
  }
  const { flavour, wheelSha256 } = unpacked;
  const versions = { tensorflowVersion: TENSORFLOW_VERSION, bindingVersion: bindingPackageVersion() };
  await writeManifest(staging, { format: 1, flavour, ...versions, wheelSha256, libraries, files });
  await flushToDisk(staging);
}

/** All shared libraries below a folder, as paths with forward slashes; the CUDA flavour has dozens. */
async function findLibraries(folder: string, inside = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await findLibraries(folder, path)));
    else if (/\.so(\.\d+)*$|\.dylib$/.test(entry.name)) found.push(path);
  }
  return found;
}
