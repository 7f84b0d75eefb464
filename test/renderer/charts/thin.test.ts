import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf } from '../../../renderer/charts/series.ts';
import { thinToPixels } from '../../../renderer/charts/thin.ts';

function ramp(length: number, valueAt: (index: number) => number) {
  const x = Array.from({ length }, (_, index) => index);
  return seriesOf(x, x.map(valueAt));
}

test('a series with few points comes back as it is', () => {
  const thinned = thinToPixels(
    ramp(10, (index) => index * 2),
    { from: 0, to: 9 },
    100,
  );
  assert.deepEqual([...Array.from(thinned.y)], [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
});

test('a single peak among 100,000 points survives, and few points are left', () => {
  const thinned = thinToPixels(
    ramp(100_000, (index) => (index === 54_321 ? 9 : 1)),
    { from: 0, to: 99_999 },
    400,
  );
  assert.ok(thinned.length <= 1000, `${thinned.length} points`);
  const peak = Array.from(thinned.y).indexOf(9);
  assert.equal(thinned.x[peak], 54_321);
});

test('a zoomed window keeps one point on each side, so the line reaches the edges', () => {
  const thinned = thinToPixels(
    ramp(1000, (index) => index),
    { from: 99.5, to: 101.5 },
    400,
  );
  assert.deepEqual(Array.from(thinned.x), [99, 100, 101, 102]);
});

test('a broken value stays visible as a gap', () => {
  const thinned = thinToPixels(
    ramp(10_000, (index) => (index === 777 ? Infinity : index)),
    { from: 0, to: 9999 },
    50,
  );
  const gap = Array.from(thinned.y).findIndex(Number.isNaN);
  assert.equal(thinned.x[gap], 777);
});

test('positions stay in ascending order', () => {
  const thinned = thinToPixels(
    ramp(5000, (index) => Math.sin(index)),
    { from: 0, to: 4999 },
    100,
  );
  const x = Array.from(thinned.x);
  assert.deepEqual(
    x,
    [...x].sort((a, b) => a - b),
  );
});
