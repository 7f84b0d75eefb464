import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImagePool } from '../../core/distill/imagePool.ts';

/** Pictures of one pixel; the number tells which it is. */
const fakes = (...numbers: number[]) => ({
  values: Float32Array.from(numbers),
  shape: [numbers.length, 1, 1, 1] as const,
});
const numbersOf = (images: { values: Float32Array }): number[] => Array.from(images.values);

test('until the pool is full, every picture is kept and returned', () => {
  const pool = new ImagePool(3, 1);
  assert.deepEqual(numbersOf(pool.query(fakes(1, 2), 1)), [1, 2]);
  assert.deepEqual(numbersOf(pool.content!), [1, 2]);
});

test('a full pool returns an earlier picture about half of the time and keeps the new one in its place', () => {
  const pool = new ImagePool(50, 7);
  let earlier = 0;
  for (let step = 1; step <= 1050; step++) {
    const before = pool.content ? numbersOf(pool.content) : [];
    const [returned] = numbersOf(pool.query(fakes(step), step));
    if (returned === step) continue;
    earlier++;
    assert.ok(before.includes(returned!));
    const after = numbersOf(pool.content!);
    assert.ok(after.includes(step) && !after.includes(returned!));
  }
  assert.ok(earlier > 430 && earlier < 570, `${earlier} of 1000`);
});

test('a pool that is put back goes on as if it had never stopped', () => {
  const whole = new ImagePool(4, 3);
  const firsts = Array.from({ length: 10 }, (_, index) => fakes(index));
  firsts.forEach((each, index) => whole.query(each, index));
  const resumed = new ImagePool(4, 3, whole.content);
  for (let step = 10; step < 40; step++) {
    assert.deepEqual(numbersOf(resumed.query(fakes(step), step)), numbersOf(whole.query(fakes(step), step)));
  }
});

test('a pool of size 0 is no pool', () => {
  assert.deepEqual(numbersOf(new ImagePool(0, 1).query(fakes(1, 2, 3), 1)), [1, 2, 3]);
});
