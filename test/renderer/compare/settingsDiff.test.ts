import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePipeline, type PipelineDocument } from '../../../core/pipeline/index.ts';
import { compareSettings } from '../../../renderer/compare/settingsDiff.ts';

function documentOf(changes: object): PipelineDocument {
  const parsed = parsePipeline({ version: 1, ...changes });
  assert.ok(parsed.ok);
  return parsed.document;
}

test('only what differs is marked, with its label and unit', () => {
  const rows = compareSettings([documentOf({}), documentOf({ student: { ngf: 8 } })]);
  const differing = rows.filter(({ differs }) => differs);
  assert.deepEqual(
    differing.map(({ path, values }) => [path, values.map(({ text }) => text)]),
    [['student.ngf', ['16', '8']]],
  );
  assert.equal(differing[0]!.groupTitle, 'Student');
});

test('a setting that one document does not have is shown as missing there', () => {
  const rows = compareSettings([documentOf({}), documentOf({ dataset: { kind: 'sideBySide', folder: 'pictures' } })]);
  const folder = rows.find(({ path }) => path === 'dataset.folder')!;
  assert.deepEqual(
    folder.values.map(({ text }) => text),
    ['–', 'pictures'],
  );
});

test('a length is shown with what it is counted in', () => {
  const rows = compareSettings([documentOf({}), documentOf({ training: { schedule: { unit: 'steps', flat: 600 } } })]);
  const flat = rows.find(({ path }) => path === 'training.schedule.flat')!;
  assert.deepEqual(
    flat.values.map(({ text, unit }) => `${text} ${unit}`),
    ['100 epochs', '600 steps'],
  );
});

test('values are in the words of the editor', () => {
  const rows = compareSettings([documentOf({})]);
  const textAt = (path: string): string | undefined => rows.find((row) => row.path === path)?.values[0]?.text;
  assert.equal(textAt('student.architecture'), 'Mobile resnet');
  assert.equal(textAt('evaluation.metrics'), 'SSIM, PSNR, L1');
  assert.equal(textAt('export.targets'), 'none');
});

test('settings that mean nothing to the method are left out', () => {
  const pathsOf = (changes: object): string[] => compareSettings([documentOf(changes)]).map(({ path }) => path);
  assert.ok(!pathsOf({}).includes('training.poolSize'));
  assert.ok(pathsOf({ method: 'cyclegan', discriminator: { kind: 'n_layers' } }).includes('training.poolSize'));
});
