// The child process of the doctor's trials: does the thing, prints the result, and ends. Its argument names the trial.
import { TRIAL_NAMES } from './trial.ts';
import { tryNative } from './tryNative.ts';

try {
  const name = TRIAL_NAMES.find((known) => known === process.argv[2]);
  if (name === undefined) throw new Error(`There is no trial "${String(process.argv[2])}".`);
  console.log(tryNative(name));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
