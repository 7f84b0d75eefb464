import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestIndex, seriesOf } from '../../../renderer/charts/series.ts';

test('the nearest point is found on both sides of a gap', () => {
  const series = seriesOf([0, 10, 20], [1, 2, 3]);
  assert.equal(nearestIndex(series, -5), 0);
  assert.equal(nearestIndex(series, 4), 0);
  assert.equal(nearestIndex(series, 6), 1);
  assert.equal(nearestIndex(series, 99), 2);
  assert.equal(nearestIndex(seriesOf([], []), 1), undefined);
});

test('columns of different length are refused with both lengths', () => {
  assert.throws(() => seriesOf([1, 2], [1]), /2 positions but 1 values/);
});
