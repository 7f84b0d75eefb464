/** TensorFlow's TFLite interpreter in a Python process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ExportError } from '../exportError.ts';
import type { FileTensor } from '../convention.ts';
import { INTERPRET } from './programs.ts';

export interface Interpreter {
  /** Sets the input; its shape is the file's. */
  load(values: Float32Array): Promise<void>;
  run(): Promise<void>;
  output(): Promise<FileTensor>;
  close(): Promise<void>;
}

const QUOTED_CHARACTERS = 600;

/** @throws ExportError with what Python said if it ends early */
export async function openInterpreter(python: string, file: string): Promise<Interpreter> {
  const folder = await mkdtemp(join(tmpdir(), 'omgd-tflite-'));
  const child = spawn(python, ['-c', INTERPRET, file], { stdio: 'pipe', env: quiet() });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-QUOTED_CHARACTERS)));
  // A process that is gone closes its input; what it said is told by `answer`.
  child.stdin.on('error', () => {});
  const hasEnded = once(child, 'close');

  async function answer(): Promise<string> {
    const { value, done } = await lines.next();
    if (done !== true) return value;
    throw new ExportError(`Python's TFLite interpreter ended. It said: ${said.trim() || 'nothing'}`);
  }

  async function command(text: string): Promise<void> {
    child.stdin.write(`${text}\n`);
    await answer();
  }

  async function close(): Promise<void> {
    child.stdin.end();
    await hasEnded;
    await rm(folder, { recursive: true, force: true });
  }

  try {
    const [, ...shape] = (await answer()).split(' ');
    return {
      async load(values) {
        const path = join(folder, 'input');
        await writeFile(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
        await command(`load ${path}`);
      },
      run: () => command('run'),
      async output() {
        const path = join(folder, 'output');
        await command(`save ${path}`);
        const bytes = await readFile(path);
        return { values: new Float32Array(new Uint8Array(bytes).buffer), shape: shape.map(Number) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** TensorFlow's own log would hide what went wrong. */
export function quiet(): NodeJS.ProcessEnv {
  return { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', TF_ENABLE_ONEDNN_OPTS: '0' };
}
