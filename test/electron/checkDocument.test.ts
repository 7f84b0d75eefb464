import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDocument } from '../../electron/main/checkDocument.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

const EMOJI = { version: 1, dataset: { kind: 'emoji' }, training: { batchSize: 4 } };
const disk = (directory: string, pairs = 100, library = {}) => ({
  directory,
  countTrainingPairs: () => Promise.resolve(pairs),
  libraryFiles: () => Promise.resolve(library),
});

test('a document that cannot be read gives its problems, with their fields', async () => {
  const findings = await checkDocument({ version: 1, training: { batchSize: 0 } }, disk('/'));
  assert.deepEqual(
    findings.map(({ path, severity }) => [path, severity]),
    [['training.batchSize', 'error']],
  );
});

test('weights that are not there are named, relative to the folder of the document', async (context) => {
  const folder = temporaryFolder(context);
  const student = { start: { kind: 'weights', file: 'student.safetensors' } };
  const missing = await checkDocument({ ...EMOJI, student }, disk(folder));
  assert.equal(missing[0]?.path, 'student.start.file');
  assert.ok(missing[0]?.message.includes(join(folder, 'student.safetensors')));
  writeFileSync(join(folder, 'student.safetensors'), '');
  assert.deepEqual(await checkDocument({ ...EMOJI, student }, disk(folder)), []);
});

test('weights that the library lacks are a warning where others take their place, and an error where none can', async () => {
  const document = {
    ...EMOJI,
    perceptual: { kind: 'file', file: 'library:vgg16' },
    evaluation: { metrics: ['fid'], weights: { inception: 'library:inception' } },
  };
  const found = await checkDocument(document, disk('/'));
  const expected = [
    ['perceptual.file', 'warning'],
    ['evaluation.weights.inception', 'error'],
  ];
  assert.deepEqual(
    found.map(({ path, severity }) => [path, severity]),
    expected,
  );
  assert.match(found[0]!.message, /built-in VGG16 instead/);
  assert.deepEqual(await checkDocument(document, disk('/', 100, { vgg16: '/v', inception: '/i' })), []);
  const unknown = { ...document, perceptual: { kind: 'file', file: 'library:inception' } };
  assert.match((await checkDocument(unknown, disk('/')))[0]!.message, /another network. Use "library:vgg16"/);
});

test('too few pairs, and a dataset that cannot be used, are errors of the dataset', async () => {
  const few = await checkDocument(EMOJI, disk('/', 3));
  assert.match(few[0]?.message ?? '', /3 training pairs, fewer than one batch of 4/);
  const countTrainingPairs = () => Promise.reject(new Error('The folder is gone.'));
  const gone = await checkDocument(EMOJI, { ...disk('/'), countTrainingPairs });
  assert.deepEqual(gone, [{ path: 'dataset', severity: 'error', message: 'The folder is gone.' }]);
});
