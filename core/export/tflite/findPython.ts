/** Finds a Python that has TensorFlow: only its converter writes TFLite files, and our own runtime has no Python in it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ExportError } from '../exportError.ts';

const run = promisify(execFile);

export interface TensorFlowPython {
  readonly program: string;
  /** Of TensorFlow. */
  readonly version: string;
}

/** Looks without importing it, which takes seconds. */
const FIND_VERSION = `
import importlib.metadata as metadata, importlib.util as util
if util.find_spec('tensorflow') is None: raise SystemExit(3)
names = {name.lower().replace('_', '-') for name in metadata.packages_distributions().get('tensorflow', [])}
print(metadata.version(sorted(names)[0]))
`;

const PATIENCE_MS = 20_000;

/** The Python named by OMGD_PYTHON, else the first of the usual ones that has TensorFlow; undefined if there is none. */
export async function findTensorFlowPython(): Promise<TensorFlowPython | undefined> {
  const chosen = process.env['OMGD_PYTHON'];
  for (const program of chosen === undefined ? ['python3', 'python'] : [chosen]) {
    try {
      const { stdout } = await run(program, ['-c', FIND_VERSION], { timeout: PATIENCE_MS });
      return { program, version: stdout.trim() };
    } catch {
      // Not there, or without TensorFlow: the next one.
    }
  }
  return undefined;
}

/** @throws ExportError that says how to get one */
export async function requireTensorFlowPython(): Promise<TensorFlowPython> {
  const python = await findTensorFlowPython();
  if (python) return python;
  const chosen = process.env['OMGD_PYTHON'];
  throw new ExportError(
    'TFLite files are written by the converter in the Python package of TensorFlow, and ' +
      (chosen === undefined ? 'no Python on the PATH has it. ' : `${chosen} (OMGD_PYTHON) does not have it. `) +
      'Run "python3 -m venv tf && tf/bin/pip install tensorflow", set OMGD_PYTHON to tf/bin/python (before the studio is started), and export again. ' +
      'The other formats need no Python.',
  );
}
