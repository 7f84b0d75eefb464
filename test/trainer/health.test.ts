import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Health } from '../../core/trainer/health.ts';
import { TrainError } from '../../core/trainer/trainError.ts';

/** A watch that has seen `steps` ordinary steps. */
function seasoned(steps = 100, losses: Record<string, number> = { G_student: 20, D: 2 }): Health {
  const health = new Health();
  for (let step = 1; step <= steps; step++) assert.deepEqual(health.check(step, losses), []);
  return health;
}

test('a loss that is not a number stops the run and names step and term', () => {
  for (const value of [NaN, Infinity]) {
    assert.throws(
      () => seasoned().check(101, { G_student: 20, G_style_w: value }),
      (error) => {
        assert.ok(error instanceof TrainError);
        assert.equal(error.code, 'not-a-number');
        assert.deepEqual(error.place, { step: 101, term: 'G_style_w' });
        return true;
      },
    );
  }
});

test('a spike is warned of once, and ordinary losses are not', () => {
  const health = seasoned();
  assert.deepEqual(
    health.check(101, { G_student: 500, D: 2 }).map(({ code }) => code),
    ['loss-spike'],
  );
  assert.deepEqual(health.check(102, { G_student: 500, D: 2 }), []);
  assert.deepEqual(health.check(103, { G_student: 21, D: 2 }), []);
});

test('a loss that stays a thousand times too large has diverged', () => {
  const health = seasoned();
  assert.throws(() => {
    for (let step = 101; step < 120; step++) health.check(step, { G_student: 1e6, D: 2 });
  }, /G_student has been more than 1000 times its usual size for 10 steps/);
});

test('a discriminator that is always right is reported', () => {
  const health = new Health();
  const codes = new Set<string>();
  for (let step = 1; step <= 300; step++) health.check(step, { D: 0.001 }).forEach(({ code }) => codes.add(code));
  assert.deepEqual([...codes], ['dead-discriminator']);
});
