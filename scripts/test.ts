// `npm test` and `npm run test:full`: checks the types, then runs the tests. Arguments name test files (globs) to run
// instead of all; `--full` adds what takes long: fuzzing, scratch environments, clusters (test/full), and the end-to-end
// tests of the studio.
import { globSync } from 'node:fs';
import { runProgram } from './runProgram.ts';

/** The tests share the machine with the engine's own threads; more at once would only slow each other down. */
const CONCURRENT_FILES = 2;
const LEFT_OUT =
  'Left out: what takes long (`npm run test:full`), and the end-to-end tests of the studio, which take minutes and need ' +
  'a screen (`npm run test:e2e`).';
const LONG_TESTS = 'test/full/**/*.full.ts';

const words = process.argv.slice(2);
const full = words.includes('--full');
const chosen = words.filter((word) => word !== '--full');
const files = globSync(chosen.length > 0 ? chosen : 'test/**/*.test.ts');

if (files.length === 0) {
  console.error(`No test file matches ${chosen.join(' ')}.`);
  process.exitCode = 1;
} else {
  process.exitCode =
    (await runProgram('node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.'])) ||
    (await runProgram('--test', [`--test-concurrency=${String(CONCURRENT_FILES)}`, ...files.sort()])) ||
    (full && chosen.length === 0 ? await longTests() : 0);
  if (!full && chosen.length === 0) console.log(LEFT_OUT);
}

async function longTests(): Promise<number> {
  const long = globSync(LONG_TESTS).sort();
  const code = long.length > 0 ? await runProgram('--test', ['--test-concurrency=1', ...long]) : 0;
  return code || (await runProgram('scripts/testEndToEnd.ts', []));
}
