import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestGrid, spreadPositions } from '../../../renderer/preview/grid.ts';

const OPTIONS = { count: 5, gap: 10, captionHeight: 20 };

test('a flat area gets one row, a tall one a column', () => {
  assert.equal(bestGrid({ width: 1000, height: 220 }, OPTIONS).columns, 5);
  assert.equal(bestGrid({ width: 200, height: 1200 }, OPTIONS).columns, 1);
});

test('pictures and captions stay inside the area', () => {
  const { columns, size } = bestGrid({ width: 900, height: 600 }, OPTIONS);
  const rows = Math.ceil(5 / columns);
  assert.ok(columns * size + (columns - 1) * 10 <= 900);
  assert.ok(rows * (size + 20) + (rows - 1) * 10 <= 600);
});

test('an area without room gives pictures without size', () => {
  assert.deepEqual(bestGrid({ width: 0, height: 0 }, OPTIONS), { columns: 1, size: 0 });
});

test('positions are spread from the first to the last', () => {
  assert.deepEqual(spreadPositions(3, 5), [0, 1, 2]);
  assert.deepEqual(spreadPositions(101, 5), [0, 25, 50, 75, 100]);
});
