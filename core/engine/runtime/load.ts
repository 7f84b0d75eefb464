// Loads native TensorFlow: the only place in the project that does. Works in the main thread of a Node process and in
// worker threads (one after another or at once). Never call it in Electron's main process: TensorFlow's copy of LLVM
// clashes there with that of the graphics driver, and the process dies.
import Module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import { findRuntime } from './find.ts';
import { bindingPackageFolder, packageRequire } from './packageFiles.ts';
import { RuntimeSetupError, type Runtime } from './runtime.ts';
import { repairKernels, restoreRemovedNodeUtilities } from './shims.ts';
import type { TensorFlow } from './tensorFlow.ts';

/** `RTLD_NODELETE`, which Node does not name: the library stays loaded although Node closes it again. */
const KEEP_LOADED = process.platform === 'darwin' ? 0x80 : 0x1000;

let loaded: TensorFlow | null = null;

/**
 * Sets the defaults that TensorFlow reads from the environment: no log chatter (but two lines about oneDNN that it prints
 * before it reads anything), GPU memory as needed instead of all at once. A worker thread has only a copy of the environment, which native code does not see, so a process that will
 * load TensorFlow in a worker calls this in its main thread first. What the user has set is left alone.
 */
export function prepareTensorFlowEnvironment(environment: NodeJS.ProcessEnv = process.env): void {
  environment['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  environment['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
}

/**
 * Returns the `@tensorflow/tfjs-node-gpu` namespace bound to a ready runtime: the given one, else the best that is
 * there. Within one thread the first call decides. Throws {@link RuntimeSetupError} when no runtime is ready.
 */
export function loadTensorFlow(runtime: Runtime | null = findRuntime()): TensorFlow {
  if (loaded !== null) return loaded;
  if (runtime === null) {
    throw new RuntimeSetupError('The TensorFlow runtime is not set up yet. Run "npm run setup" once, then try again.');
  }
  prepareTensorFlowEnvironment();
  restoreRemovedNodeUtilities();
  for (const path of runtime.libraryPaths) loadLibrary(path);
  loaded = requireWithBinding(runtime.bindingPath);
  repairKernels(loaded);
  return loaded;
}

/**
 * Loads a library with its symbols visible to all, so that the binding finds it by its name and needs no path. Node
 * expects an addon, so it complains that the library does not register itself; by then it is loaded.
 */
function loadLibrary(path: string): void {
  const flags = constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL | KEEP_LOADED;
  try {
    process.dlopen({ exports: {} }, path, flags);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.includes('self-register')) return;
    throw new RuntimeSetupError(
      `The TensorFlow library ${path} cannot be loaded: ${message}. Run "npm run setup" to check and repair it.`,
    );
  }
}

/**
 * Requires tfjs-node. It asks @mapbox/node-pre-gyp where its binding lies, which would answer with a path inside
 * node_modules; while it loads, a stand-in in Node's module cache answers with ours. So nothing is written to
 * node_modules, which may be read-only (a packaged app).
 */
function requireWithBinding(bindingPath: string): TensorFlow {
  const requireFromPackage = createRequire(join(bindingPackageFolder(), 'package.json'));
  const finderPath = requireFromPackage.resolve('@mapbox/node-pre-gyp');
  const finder = new Module(finderPath);
  finder.exports = { find: () => bindingPath };
  finder.loaded = true;
  const moduleCache = packageRequire.cache;
  const previous = moduleCache[finderPath];
  moduleCache[finderPath] = finder;
  try {
    return packageRequire('@tensorflow/tfjs-node-gpu') as TensorFlow;
  } finally {
    if (previous === undefined) Reflect.deleteProperty(moduleCache, finderPath);
    else moduleCache[finderPath] = previous;
  }
}
