// Makes sure that a runtime is there: finds the cached one, or fetches and builds it. Safe to call from several
// processes at once.
import { join } from 'node:path';
import type { BindingSource } from './binding.ts';
import { buildCpuRuntime, buildCudaRuntime } from './build.ts';
import { cacheFolder } from '../../installation/cacheFolder.ts';
import { findRuntimeOfFlavour, runtimeFolder } from './find.ts';
import { demandedFlavour, suitableFlavour } from './flavour.ts';
import { withLock } from '../../files/lock.ts';
import { findDamagedFile, hasRecordedTimes, readManifest, refreshRecordedTimes } from './manifest.ts';
import { replaceFolder } from '../../files/replaceFolder.ts';
import { RuntimeSetupError, type Flavour, type ReportProgress, type Runtime } from './runtime.ts';
import { installStockRuntime } from './stock.ts';
import { findCompiler, findPip, HOW_TO_GET_COMPILER, HOW_TO_GET_PIP, type Command } from './tools.ts';
import { cpuWheel, type Wheel } from './wheels.ts';

export interface EnsureOptions {
  /** Which flavour; by default `OMGD_RUNTIME`, else what suits the machine. */
  readonly flavour?: Flavour;
  readonly onProgress?: ReportProgress;
  /** A ready binding to use instead of compiling one (a packaged app brings it). */
  readonly prebuiltBinding?: string;
  /** Compare the content of a cached runtime with its checksums (about 2 s) instead of sizes and time stamps. */
  readonly thorough?: boolean;
}

/**
 * Returns a runtime that is ready to load, setting it up first if needed (about a minute plus the download of 270 MB; with
 * CUDA 3.4 GB). Throws {@link RuntimeSetupError} with a sentence that says what is missing and how to get it.
 */
export async function ensureRuntime(options: EnsureOptions = {}): Promise<Runtime> {
  const report = options.onProgress ?? (() => {});
  const demanded = options.flavour ?? demandedFlavour();
  const flavour = demanded ?? suitableFlavour();
  const runtime =
    (await findIntactRuntime(flavour, options.thorough)) ??
    (await setUp(flavour, demanded !== undefined, options, report));
  report({
    phase: 'ready',
    message: `TensorFlow ${runtime.tensorflowVersion} (${runtime.flavour}) is ready`,
    doneBytes: null,
    totalBytes: null,
  });
  return runtime;
}

/**
 * The cached runtime if its files are what was written. Sizes and time stamps are believed unless `thorough`; when only
 * the time stamps differ (the cache was copied), the content decides.
 */
async function findIntactRuntime(flavour: Flavour, thorough = false): Promise<Runtime | null> {
  const runtime = findRuntimeOfFlavour(flavour);
  if (runtime === null || flavour === 'stock') return runtime;
  const manifest = readManifest(runtime.folder);
  if (manifest === null) return null;
  if (!thorough && hasRecordedTimes(runtime.folder, manifest)) return runtime;
  if ((await findDamagedFile(runtime.folder, manifest)) !== null) return null;
  await refreshRecordedTimes(runtime.folder, manifest).catch(() => {}); // a read-only cache is as good
  return runtime;
}

async function setUp(
  flavour: Flavour,
  isDemanded: boolean,
  options: EnsureOptions,
  report: ReportProgress,
): Promise<Runtime> {
  const pip = findPip();
  // Without Python the stock runtime is the way, unless the user asked for another one by name.
  const useStock = flavour === 'stock' || (pip === null && !isDemanded);
  const lockPath = join(cacheFolder(), `runtime-${flavour}.lock`);
  const onWait = (): void =>
    report({ phase: 'wait', message: 'Another process is setting TensorFlow up', doneBytes: null, totalBytes: null });
  return withLock(lockPath, onWait, async () => {
    const ready = await findIntactRuntime(useStock ? 'stock' : flavour, options.thorough);
    if (ready !== null) return ready;
    if (useStock) return installStock(pip, report);
    if (pip === null) throw new RuntimeSetupError(`TensorFlow comes as a Python wheel. ${HOW_TO_GET_PIP}`);
    const binding = bindingSource(options.prebuiltBinding);
    await replaceFolder(runtimeFolder(flavour), (staging) =>
      flavour === 'cuda'
        ? buildCudaRuntime(pip, binding, staging, report)
        : buildCpuRuntime(pip, requireWheel(), binding, staging, report),
    );
    return requireRuntime(flavour);
  });
}

async function installStock(pip: Command | null, report: ReportProgress): Promise<Runtime> {
  try {
    return await installStockRuntime(report);
  } catch (error) {
    if (pip !== null || !(error instanceof RuntimeSetupError)) throw error;
    throw new RuntimeSetupError(
      `No Python was found, and the other way failed too. ${HOW_TO_GET_PIP}\n${error.message}`,
    );
  }
}

/** Looks for the compiler before anything is downloaded. */
function bindingSource(prebuiltBinding: string | undefined): BindingSource {
  if (prebuiltBinding !== undefined) return { kind: 'prebuilt', path: prebuiltBinding };
  const compiler = findCompiler();
  if (compiler !== null) return { kind: 'compile', compiler };
  throw new RuntimeSetupError(
    `No C++ compiler was found. ${HOW_TO_GET_COMPILER} Or use the older stock runtime: npm run setup -- --runtime stock.`,
  );
}

function requireWheel(): Wheel {
  const wheel = cpuWheel();
  if (wheel !== null) return wheel;
  throw new RuntimeSetupError(
    `There is no TensorFlow wheel for ${process.platform} on ${process.arch}. Use the stock runtime: --runtime stock.`,
  );
}

function requireRuntime(flavour: Flavour): Runtime {
  const runtime = findRuntimeOfFlavour(flavour);
  if (runtime !== null) return runtime;
  throw new RuntimeSetupError(`The runtime in ${runtimeFolder(flavour)} changed while it was set up. Try again.`);
}
