// The doctor's trials themselves: native code that may take its whole process down. trial.ts keeps them apart.
import { z } from 'zod';
import { Connection } from '../../store/connection.ts';
import { loadTensorFlow } from '../runtime/load.ts';
import type { TrialName } from './trial.ts';

const TRIALS: Readonly<Record<TrialName, () => string>> = { sqlite: trySqlite, tensorflow: tryTensorFlow };

/** Loads TensorFlow, has it add two numbers, and returns the device it used. */
function tryTensorFlow(): string {
  const tf = loadTensorFlow();
  const [sum] = tf.tidy(() => tf.add(tf.tensor1d([2]), tf.tensor1d([2])).dataSync());
  if (sum !== 4) throw new Error(`2 + 2 gave ${String(sum)}`);
  const backend = tf.backend() as { isUsingGpuDevice?: boolean };
  return backend.isUsingGpuDevice === true ? 'GPU' : 'CPU';
}

/** Opens a database in memory and returns SQLite's version. */
function trySqlite(): string {
  const connection = new Connection(':memory:', process.env['BETTER_SQLITE3_BINDING']);
  const row = connection.get(z.object({ version: z.string() }), 'SELECT sqlite_version() AS version');
  connection.close();
  return row?.version ?? 'unknown version';
}

/** Does the trial in this process and returns what it found. Throws if it fails, or never returns if native code dies. */
export function tryNative(name: TrialName): string {
  return TRIALS[name]();
}
