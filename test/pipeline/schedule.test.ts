import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDue, learningRateFactor, totalSteps } from '../../core/pipeline/index.ts';

test('a schedule in epochs grows with the dataset, one in steps does not', () => {
  assert.equal(totalSteps({ unit: 'epochs', flat: 100, decay: 100 }, 25), 5000);
  assert.equal(totalSteps({ unit: 'steps', flat: 600, decay: 400 }, 25), 1000);
});

test('the rate stays flat, then falls in a straight line that would reach 0 one epoch after the end', () => {
  const schedule = { unit: 'epochs', flat: 2, decay: 2 } as const;
  const perEpoch = [0, 1, 2, 3].map((epoch) => learningRateFactor(schedule, epoch * 10, 10));
  assert.deepEqual(
    perEpoch.map((factor) => factor.toFixed(4)),
    ['1.0000', '1.0000', '0.6667', '0.3333'],
  );
  assert.equal(learningRateFactor(schedule, 29, 10), learningRateFactor(schedule, 20, 10));
});

test('an interval is due at its multiples and never before the first step', () => {
  const due = [0, 1, 2, 3, 4].filter((stepsDone) => isDue({ every: 2, unit: 'steps' }, stepsDone, 10));
  assert.deepEqual(due, [2, 4]);
  assert.equal(isDue({ every: 1, unit: 'epochs' }, 10, 10), true);
  assert.equal(isDue({ every: 1, unit: 'epochs' }, 5, 10), false);
});
