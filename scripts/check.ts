// `npm run check`: types, lint (with the import rules of docs/architecture.md) and formatting. All are run even if one
// complains.
import { runProgram } from './runProgram.ts';

const SOURCES = ['{core,electron,renderer,scripts,test}/**/*.{ts,mjs,svelte}', '*.{js,ts,json,yml}'];

const codes = [
  await runProgram('node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.']),
  await runProgram('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'electron']),
  await runProgram('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'test/e2e']),
  await runProgram('node_modules/svelte-check/bin/svelte-check', [
    '--tsconfig',
    'renderer/tsconfig.json',
    '--fail-on-warnings',
  ]),
  await runProgram('node_modules/eslint/bin/eslint.js', ['--max-warnings=0', '.']),
  await runProgram('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...SOURCES]),
];
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
console.log(process.exitCode === 0 ? 'check: all well' : 'check: see the complaints above');
