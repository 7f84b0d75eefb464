import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeSettings, checkPipeline, isError, presetById } from '../../core/pipeline/index.ts';

const demo = presetById('demo-edges2emoji').document;

test('one setting is changed and the document before stays as it was', () => {
  const changed = changeSettings(demo, { 'student.ngf': 12 });
  assert.ok(changed.ok);
  assert.equal(changed.document.student.ngf, 12);
  assert.equal(demo.student.ngf, 8);
});

test('another kind of a section drops the settings that only the old kind has', () => {
  const changed = changeSettings(demo, { 'dataset.kind': 'sideBySide', 'dataset.folder': '/pictures' });
  assert.ok(changed.ok);
  assert.deepEqual(changed.document.dataset, {
    kind: 'sideBySide',
    folder: '/pictures',
    direction: 'AtoB',
    validationFraction: 0.05,
  });
});

test('a kind that needs more settings is refused until they are given', () => {
  const changed = changeSettings(demo, { 'dataset.kind': 'sideBySide' });
  assert.ok(!changed.ok);
  assert.deepEqual(
    changed.problems.map(({ path }) => path),
    ['dataset.folder'],
  );
});

test('a setting that is taken away gets its default, and an optional one is gone', () => {
  const limited = changeSettings(demo, { 'preprocess.maximumPairs': 100, 'training.beta1': 0.9 });
  assert.ok(limited.ok);
  const changed = changeSettings(limited.document, {
    'preprocess.maximumPairs': undefined,
    'training.beta1': undefined,
  });
  assert.ok(changed.ok);
  assert.deepEqual(changed.document, demo);
});

test('a teacher that does not take part is not brought in by its absent settings', () => {
  const alone = changeSettings(demo, { 'teachers.deeper': undefined });
  assert.ok(alone.ok);
  assert.equal(alone.document.teachers.deeper, undefined);
});

test('a dataset without pairs brings the unpaired method with it, and pairs bring the paired one back', () => {
  const zebras = changeSettings(demo, { 'dataset.kind': 'unpairedFolder', 'dataset.folder': '/horse2zebra' });
  assert.ok(zebras.ok);
  assert.deepEqual(checkPipeline(zebras.document).filter(isError), []);
  assert.deepEqual(
    [zebras.document.method, zebras.document.discriminator.kind, zebras.document.teachers.deeper],
    ['omgd-unpaired', 'n_layers', undefined],
  );
  const back = changeSettings(zebras.document, { method: 'omgd', dataset: { kind: 'emoji' } });
  assert.ok(back.ok);
  assert.deepEqual(checkPipeline(back.document).filter(isError), []);
  assert.equal(back.document.discriminator.kind, 'multi_n_layers');
});

test('the baseline of an unpaired document trains its student alone', () => {
  const { document } = presetById('demo-emoji-styles');
  const plain = changeSettings(document, { method: 'cyclegan' });
  assert.ok(plain.ok);
  assert.deepEqual(plain.document.discriminator, document.discriminator);
  assert.deepEqual(checkPipeline(plain.document).filter(isError), []);
});
