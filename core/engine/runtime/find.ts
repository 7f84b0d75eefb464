// Finds a runtime that is ready to load, without building anything.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../installation/cacheFolder.ts';
import { demandedFlavour, suitableFlavour } from './flavour.ts';
import { findMissizedFile, readManifest } from './manifest.ts';
import { bindingPackageVersion } from './packageFiles.ts';
import { BINDING_FILE, TENSORFLOW_VERSION, type Flavour, type Runtime } from './runtime.ts';
import { findStockRuntime } from './stock.ts';

/** Folder of the cached runtime of one flavour, e.g. `…/omgd-studio/tensorflow-2.21.0-cpu-linux-x64`. */
export function runtimeFolder(flavour: Flavour, cache: string = cacheFolder()): string {
  return join(cache, `tensorflow-${TENSORFLOW_VERSION}-${flavour}-${process.platform}-${process.arch}`);
}

/** The ready runtime of exactly this flavour, or null when it is absent, incomplete or of another version. */
export function findRuntimeOfFlavour(flavour: Flavour, cache: string = cacheFolder()): Runtime | null {
  if (flavour === 'stock') return findStockRuntime();
  const folder = runtimeFolder(flavour, cache);
  if (!existsSync(folder)) return null;
  const manifest = readManifest(folder);
  if (manifest === null || manifest.flavour !== flavour) return null;
  if (manifest.tensorflowVersion !== TENSORFLOW_VERSION || manifest.bindingVersion !== bindingPackageVersion()) {
    return null;
  }
  if (findMissizedFile(folder, manifest) !== null) return null;
  return {
    flavour,
    tensorflowVersion: manifest.tensorflowVersion,
    folder,
    bindingPath: join(folder, BINDING_FILE),
    libraryPaths: manifest.libraries.map((path) => join(folder, path)),
  };
}

/**
 * The best ready runtime. A flavour named by the caller or by `OMGD_RUNTIME` is the only one looked for; else the one
 * that suits the machine, then any that is there (someone with an NVIDIA card may have set up the CPU flavour). Null when
 * none is ready.
 */
export function findRuntime(
  flavour: Flavour | undefined = demandedFlavour(),
  cache: string = cacheFolder(),
): Runtime | null {
  const candidates = flavour === undefined ? new Set([suitableFlavour(), 'cpu', 'stock'] as const) : [flavour];
  for (const candidate of candidates) {
    const runtime = findRuntimeOfFlavour(candidate, cache);
    if (runtime !== null) return runtime;
  }
  return null;
}
