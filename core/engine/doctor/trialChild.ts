// The child process of the doctor's trials: does the thing, prints the result, and ends. Its argument names the trial.
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

try {
  const trial = Object.entries(TRIALS).find(([name]) => name === process.argv[2])?.[1];
  if (trial === undefined) throw new Error(`There is no trial "${String(process.argv[2])}".`);
  console.log(trial());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
