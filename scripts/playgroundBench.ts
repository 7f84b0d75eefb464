/**
 * `npm run bench:playground [-- --run RUN --size 128 --data FOLDER]`: how many pictures a second the student of a finished run
 * answers in the playground's window while one draws, alone and beside the wider teacher. The run is taken along as a bundle
 * into a folder of its own: nothing of yours is changed. Close everything else first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runProgram } from './runProgram.ts';
import { runOnElectron } from './studio/onElectron.ts';

const CLI = 'core/cli/main.ts';
const { values } = parseArgs({
  options: {
    run: { type: 'string', default: 'latest' },
    size: { type: 'string', default: '128' },
    data: { type: 'string' },
  },
});
const profile = mkdtempSync(join(tmpdir(), 'omgd-studio-playground-'));
const bundle = join(profile, 'run.omgd.zip');
const own = ['--data', join(profile, 'data')];
const theirs = values.data === undefined ? [] : ['--data', values.data];
const onnx = ['export', 'latest', '--to', 'onnx', ...own, '--role'];
try {
  process.exitCode =
    (await runProgram(CLI, ['bundle', values.run, '--out', bundle, ...theirs])) ||
    (await runProgram(CLI, ['open-bundle', bundle, ...own])) ||
    (await runProgram(CLI, [...onnx, 'student']));
  if (process.exitCode === 0) {
    // Not every method has a teacher to stand beside; then this says so, and the student is measured alone.
    await runProgram(CLI, [...onnx, 'wider']);
    const words = ['test/e2e/measurePlayground.ts', profile, values.size];
    process.exitCode = await runOnElectron('The measurement of the playground was', words);
  }
} finally {
  rmSync(profile, { recursive: true, force: true });
}
