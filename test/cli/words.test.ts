/** What the command line says to calls that it can answer at once. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { presetById } from '../../core/pipeline/index.ts';
import { REFERENCE_FOLDER } from '../fixtures/reference.ts';
import { tinyPipeline } from '../fixtures/tinyPipeline.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { run } from './commandLine.ts';

const TINY = tinyPipeline(2);

test('a call without a command shows the help and counts as wrong; --help and --version do not', async (context) => {
  const folder = temporaryFolder(context);
  assert.equal((await run(folder)).code, 2);
  const help = await run(folder, '--help');
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Exit codes:/);
  assert.match((await run(folder, 'help')).stdout, /Exit codes:/);
  assert.match((await run(folder, 'help', 'export')).stdout, /--precision/);
  assert.match((await run(folder, '--version')).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('unknown commands and options are named, with exit code 2', async (context) => {
  const folder = temporaryFolder(context);
  const command = await run(folder, 'rum');
  assert.equal(command.code, 2);
  assert.match(command.stderr, /unknown command 'rum'/);
  const option = await run(folder, 'runs', '--jason');
  assert.equal(option.code, 2);
  assert.match(option.stderr, /unknown option '--jason'/);
});

test('a pipeline file that is not there, not JSON or not a pipeline is explained in sentences', async (context) => {
  const folder = temporaryFolder(context);
  const missing = await run(folder, 'run', join(folder, 'none.json'));
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /^Error: The pipeline file .*none\.json cannot be read: there is no such file\.\n$/);
  const file = join(folder, 'bad.json');
  writeFileSync(file, '{ "version": 1, ');
  assert.match((await run(folder, 'cost', file)).stderr, /is not valid JSON/);
  writeFileSync(file, '{ "version": 1, "student": { "ngf": -3, "ngff": 2 } }');
  const wrong = await run(folder, 'validate', file);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /student\.ngf is -3; it must be at least 1\./);
  assert.match(wrong.stderr, /student\.ngff \(2\) is not a field of this document; did you mean "ngf"\?/);
});

test('everything that a run lacks is said before it starts, and no run is made', async (context) => {
  const folder = temporaryFolder(context);
  const file = join(folder, 'pipeline.json');
  const dataset = { kind: 'sideBySide', folder: 'pictures' };
  const student = { start: { kind: 'weights', file: 'student.safetensors' } };
  writeFileSync(file, JSON.stringify({ version: 1, dataset, student, preprocess: { loadSize: 64, cropSize: 128 } }));
  const { code, stderr } = await run(folder, 'run', file);
  assert.equal(code, 2);
  assert.match(stderr, /cropSize/);
  assert.ok(stderr.includes(`student.start.file: there is no file ${join(folder, 'student.safetensors')}.`));
  assert.ok(stderr.includes(`The folder ${join(folder, 'pictures')} cannot be read`));
  assert.match((await run(folder, 'runs')).stdout, /^There are no runs yet\./);
});

test('library weights and earlier runs that are not on this machine are told beforehand, by validate and by run', async (context) => {
  const folder = temporaryFolder(context);
  const file = join(folder, 'pipeline.json');
  const metrics = ['l1', 'fid'];
  const perceptual = { kind: 'file', file: 'library:vgg16' };
  const evaluation = { metrics, weights: { inception: 'library:inception' } };
  const student = { ...TINY.student, start: { kind: 'run', run: 'abcdef', role: 'student' } };
  writeFileSync(file, JSON.stringify({ ...TINY, perceptual, evaluation, student }));
  const checked = await run(folder, 'validate', file);
  assert.equal(checked.code, 2);
  assert.match(checked.stdout, /cannot run:[^]*"library:inception" is not in the weights library.*weights download inception/); // prettier-ignore
  assert.match(checked.stdout, /student\.start\.run: .*abcdef.* Choose another run\./);
  assert.match(checked.stdout, /Note: "library:vgg16" is not in the weights library.*built-in VGG16 instead.*weights download vgg16/); // prettier-ignore
  const started = await run(folder, 'run', file);
  assert.equal(started.code, 2);
  assert.match(started.stderr, /"library:inception" is not in the weights library/);
  assert.match((await run(folder, 'runs')).stdout, /^There are no runs yet\./);
  writeFileSync(file, JSON.stringify({ ...TINY, perceptual }));
  const doubted = await run(folder, 'validate', file, '--json');
  const { valid, doubts } = JSON.parse(doubted.stdout) as { valid: boolean; doubts: string[] };
  assert.equal(valid, true);
  assert.match(doubts.join('\n'), /"library:vgg16" is not in the weights library/);
});

test('a preset can be listed, printed, written, changed, checked and priced', async (context) => {
  const folder = temporaryFolder(context);
  assert.match((await run(folder, 'presets')).stdout, /^demo-edges2emoji {2,}Edges → emoji$/m);
  const file = join(folder, 'demo.json');
  assert.equal((await run(folder, 'presets', 'demo-edges2emoji', '--out', file)).code, 0);
  assert.match((await run(folder, 'presets', 'demo-edges2emoji', '--out', file)).stderr, /is there already/);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), presetById('demo-edges2emoji').document);
  const validated = await run(folder, 'validate', file);
  assert.equal(validated.code, 0);
  assert.match(validated.stdout, /^The pipeline can run\.\n/);
  const cost = await run(folder, 'cost', file, '--json', '--set', 'student.ngf=16', 'teachers.deeper=');
  const rows = cost.stdout.trim().split('\n').map((line) => JSON.parse(line) as { role: string; ngf: number }); // prettier-ignore
  assert.deepEqual(
    rows.map(({ role, ngf }) => [role, ngf]),
    [
      ['wider', presetById('demo-edges2emoji').document.teachers.wider?.ngf],
      ['student', 16],
    ],
  );
});

test('files and folders that cannot be read or written are named, with what to do', async (context) => {
  const folder = temporaryFolder(context);
  const preset = await run(folder, 'presets', 'demo-edges2emoji', '--out', join(folder, 'none', 'demo.json'));
  assert.equal(preset.code, 1);
  assert.match(
    preset.stderr,
    /^Error: \S+none.demo\.json: the file, or the folder it belongs in, does not exist\. .*\n$/,
  );
  assert.match((await run(folder, 'cost', folder)).stderr, /cannot be read: it is a folder\.\n$/);
  assert.match(
    (await run(folder, 'datasets', 'import', join(folder, 'none'))).stderr,
    /^Error: There is no folder .*none/,
  );
  assert.match(
    (await run(folder, 'open-bundle', join(folder, 'no.zip'))).stderr,
    /^Error: There is no file .*no\.zip\.\n$/,
  );
});

test('words and numbers that are empty or wrong are not taken for something else', async (context) => {
  const folder = temporaryFolder(context);
  const refused = async (pattern: RegExp, ...words: readonly string[]): Promise<void> => {
    const { code, stderr } = await run(folder, ...words);
    assert.equal(code, 2, stderr);
    assert.match(stderr, pattern);
  };
  await refused(/The run is not named\./, 'show', '');
  await refused(
    /--min-ssim must be a number/,
    'export',
    'latest',
    '--to',
    'onnx',
    '--precision',
    'int8',
    '--min-ssim',
    '',
  );
  await refused(/--to tfjs cannot have --precision int8-static\./, 'export', 'latest', '--to', 'tfjs', '--precision', 'int8-static'); // prettier-ignore
  await refused(
    /--cpus must be a whole number, not "many"/,
    'targets',
    'add',
    'lab',
    'http://lab:8265',
    '--cpus',
    'many',
  );
  await refused(/--size is 33, but/, 'cost', '--preset', 'demo-edges2emoji', '--size', '33');
});

test('a run that is not there is a wrong call', async (context) => {
  const folder = temporaryFolder(context);
  for (const word of ['latest', 'abc']) {
    const { code, stderr } = await run(folder, 'show', word);
    assert.equal(code, 2);
    assert.match(stderr, /omgd-studio run/);
  }
});

test('parity prints one JSON object a case and the counts last', async (context) => {
  const folder = temporaryFolder(context);
  const { code, stdout } = await run(folder, 'parity', REFERENCE_FOLDER, '--only', 'preprocess', '--json');
  assert.equal(code, 0);
  const [first = '', last] = stdout.trim().split('\n');
  assert.equal((JSON.parse(first) as { verdict: string }).verdict, 'passed');
  assert.equal(last, '{"cases":1,"passed":1,"failed":0,"skipped":0}');
});

test('parity fails with exit code 1 where a number differs, and with 2 for a folder without reference numbers', async (context) => {
  const folder = temporaryFolder(context);
  const manifest = JSON.parse(readFileSync(join(REFERENCE_FOLDER, 'manifest.json'), 'utf8')) as {
    cases: { adam: { values: { lr: number[] } } };
  };
  assert.equal((await run(folder, 'parity', folder)).code, 2);
  manifest.cases.adam.values.lr[0]! *= 2;
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ cases: { adam: manifest.cases.adam } }));
  writeFileSync(join(folder, 'adam.safetensors'), readFileSync(join(REFERENCE_FOLDER, 'adam.safetensors')));
  const { code, stdout } = await run(folder, 'parity', folder);
  assert.equal(code, 1);
  assert.match(stdout, /FAILED/);
  assert.match(stdout, /1 cases: 0 passed, 1 failed, 0 skipped/);
});

test('import names the network of a weights file, converts it, and refuses what it does not know', async (context) => {
  const folder = temporaryFolder(context);
  const pth = (name: string): string => join(REFERENCE_FOLDER, 'pth', name);
  const converted = join(folder, 'student.safetensors');
  const good = await run(folder, 'import', pth('student_legacy_format.pth'), '--out', converted);
  assert.equal(good.code, 0, good.stderr);
  assert.match(good.stdout, /PyTorch \(container from before version 1\.6\), 0\.07 MB/);
  assert.match(good.stdout, /mobile_resnet_9blocks with ngf 4, instance norm, 3 → 3 channels, 11\.88 k parameters/);
  const again = await run(folder, 'import', converted, '--json');
  const { format, parts } = JSON.parse(again.stdout) as { format: string; parts: { fits: boolean }[] };
  assert.deepEqual([format, parts.length, parts[0]?.fits], ['safetensors', 1, true]);
  const unknown = await run(folder, 'import', pth('connector0.pth'), '--out', join(folder, 'none.safetensors'));
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /is not converted, since it fits no known network/);
  assert.match(
    (await run(folder, 'import', join(folder, 'none.pth'))).stderr,
    /^Error: There is no file .*none\.pth\.\n/,
  );
});
