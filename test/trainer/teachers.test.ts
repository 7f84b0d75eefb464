import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseTeachers, type Teachers } from '../../core/trainer/teachers.ts';

const measured = (wider: number, backward: number) =>
  [{ role: 'wider', value: wider }, { role: 'backward', value: backward }].map(({ role, value }) => ({ role: role as 'wider' | 'backward', value, metric: 'ssim' as const, samples: 4 })); // prettier-ignore

test('each direction keeps its own best teacher', () => {
  let teachers: Teachers = {};
  const improvements = [
    { step: 10, epoch: 0, measurements: measured(0.5, 0.5) },
    { step: 30, epoch: 1, measurements: measured(0.4, 0.7) },
    { step: 50, epoch: 2, measurements: measured(0.6, 0.7) },
  ].map((candidate) => {
    const chosen = chooseTeachers(teachers, candidate, 'ssim', 'higher');
    teachers = chosen.teachers;
    return chosen.improved;
  });
  assert.deepEqual(improvements, [['wider', 'backward'], ['backward'], ['wider']]);
  assert.deepEqual([teachers.wider?.step, teachers.wider?.measured?.value], [50, 0.6]);
  assert.deepEqual([teachers.backward?.step, teachers.backward?.epoch], [30, 1]);
});

test('where a lower value is better, the lower one wins', () => {
  const first = chooseTeachers({}, { step: 1, epoch: 0, measurements: measured(2, 2) }, 'ssim', 'lower');
  const second = chooseTeachers(first.teachers, { step: 2, epoch: 0, measurements: measured(1, 3) }, 'ssim', 'lower');
  assert.deepEqual(second.improved, ['wider']);
});

test('where nothing can be measured, the latest teacher teaches', () => {
  const first = chooseTeachers({}, { step: 1, epoch: 0, measurements: [] }, 'ssim', 'higher');
  const second = chooseTeachers(first.teachers, { step: 2, epoch: 1, measurements: [] }, 'ssim', 'higher');
  assert.deepEqual(second.improved, ['wider', 'backward']);
  assert.equal(second.teachers.wider?.measured, undefined);
});
