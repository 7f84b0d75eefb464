import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeSettings, presetById } from '../../core/pipeline/index.ts';

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
