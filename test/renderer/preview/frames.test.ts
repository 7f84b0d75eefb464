import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filmOf, framesOf, picturesAt, samplesOf, type PreviewPlace } from '../../../renderer/preview/frames.ts';

const place = (step: number, role: PreviewPlace['role'], sampleId = 'cat'): PreviewPlace => {
  return { step, epoch: 0, sampleId, role };
};
const PREVIEWS = [
  place(0, 'input'),
  place(0, 'student'),
  place(0, 'target'),
  place(50, 'student'),
  place(50, 'student', 'dog'),
];

test('the film has every step with pictures once', () => {
  assert.deepEqual(
    framesOf([...PREVIEWS].reverse()).map(({ step }) => step),
    [0, 50],
  );
});

test('the film of a network leaves out what it has not made yet', () => {
  const film = filmOf([...PREVIEWS, place(75, 'wider')], 'cat', 'student');
  assert.deepEqual([...film.keys()], [0, 50]);
});

test('the samples are listed once', () => {
  assert.deepEqual(samplesOf(PREVIEWS), ['cat', 'dog']);
});

test('input and target stand in from an earlier step, networks do not', () => {
  assert.deepEqual(
    picturesAt(PREVIEWS, 'cat', 50).map(({ role, step }) => [role, step]),
    [
      ['input', 0],
      ['target', 0],
      ['student', 50],
    ],
  );
  assert.deepEqual(
    picturesAt(PREVIEWS, 'cat', 25).map(({ role }) => role),
    ['input', 'target'],
  );
});
