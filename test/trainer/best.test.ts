import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Metric } from '../../core/pipeline/index.ts';
import { Best } from '../../core/trainer/best.ts';

const measured = (value: number, metric: Metric = 'l1', role: 'student' | 'wider' = 'student') => [
  { role, metric, value, samples: 4 },
];

test('the best is by one metric of the student, in the direction that is better, and goes on after a resume', () => {
  const best = new Best('l1', 0.5);
  assert.equal(best.improves(measured(0.6)), false);
  assert.equal(best.improves(measured(0.4)), true);
  assert.equal(best.improves(measured(0.4)), false);
  assert.equal(best.improves(measured(0.1, 'l1', 'wider')), false);
  assert.equal(best.improves(measured(NaN)), false);
  assert.equal(new Best('ssim', 0.5).improves(measured(0.6, 'ssim')), true);
  assert.equal(new Best(undefined).improves(measured(0.1)), false);
});
