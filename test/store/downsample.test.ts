import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downsample } from '../../core/store/index.ts';

test('a short series is left alone', () => {
  assert.deepEqual(downsample([3, 1, 2], 4), [0, 1, 2]);
  assert.deepEqual(downsample([], 4), []);
});

test('a long series keeps both ends, its highest and its lowest point, in order', () => {
  const values = Array.from({ length: 1000 }, (_, index) => Math.sin(index / 10));
  values[333] = 50;
  values[777] = -50;
  const picked = downsample(values, 20);
  assert.ok(picked.length <= 20);
  assert.deepEqual([picked[0], picked.at(-1)], [0, 999]);
  assert.ok(picked.includes(333) && picked.includes(777));
  assert.deepEqual(
    picked,
    [...new Set(picked)].sort((first, second) => first - second),
  );
});

test('a number that is none stays visible', () => {
  const values = Array.from({ length: 100 }, () => 1);
  values[40] = NaN;
  values[60] = Infinity;
  const picked = downsample(values, 10);
  assert.ok(picked.includes(40) && picked.includes(60));
});

test('too few points are refused', () => {
  assert.throws(() => downsample([1, 2, 3, 4, 5], 3), /4 is the least/);
});
