// The third way to a runtime: the installer that comes with @tensorflow/tfjs-node-gpu. It brings TensorFlow 2.9.1 and a
// ready binding, needs no Python and no compiler, and is the only way on Windows. It writes into the package's folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bindingPackageFolder } from './packageFiles.ts';
import { runCommand } from './runCommand.ts';
import { RuntimeSetupError, type ReportProgress, type Runtime } from './runtime.ts';

const STOCK_TENSORFLOW_VERSION = '2.9.1';
/** The installer names the folder of its binding after the Node-API version it was built for. */
const BINDING_FOLDERS = ['napi-v8', 'napi-v7', 'napi-v6', 'napi-v5', 'napi-v4', 'napi-v3'] as const;

/** The runtime that the package's own installer has put in place, or null. */
export function findStockRuntime(): Runtime | null {
  const folder = bindingPackageFolder();
  const candidates = BINDING_FOLDERS.map((name) => join(folder, 'lib', name, 'tfjs_binding.node'));
  const bindingPath = candidates.find((path) => existsSync(path));
  if (bindingPath === undefined) return null;
  // Its binding finds its libraries by itself, so there is nothing to load first.
  return { flavour: 'stock', tensorflowVersion: STOCK_TENSORFLOW_VERSION, folder, bindingPath, libraryPaths: [] };
}

/** Runs the package's own installer. Throws a sentence when it fails. Not run here: it needs its vendor's download host. */
export async function installStockRuntime(report: ReportProgress): Promise<Runtime> {
  const message = `Installing TensorFlow ${STOCK_TENSORFLOW_VERSION} with the npm package's own installer`;
  report({ phase: 'install', message, doneBytes: null, totalBytes: null });
  const folder = bindingPackageFolder();
  await runCommand(process.execPath, [join('scripts', 'install.js'), 'cpu', 'download'], {
    folder,
    environment: {},
    purpose: 'install the stock TensorFlow runtime',
  });
  const runtime = findStockRuntime();
  if (runtime !== null) return runtime;
  throw new RuntimeSetupError(
    `The installer of @tensorflow/tfjs-node-gpu left no binding in ${folder}. Install Python 3 with pip (or uv) and a ` +
      `C++ compiler, then run "omgd-studio setup" to use the other way.`,
  );
}
