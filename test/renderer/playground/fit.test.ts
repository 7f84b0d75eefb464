import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeIn, squareEdge } from '../../../renderer/playground/fit.ts';

const WIDE = { width: 400, height: 200 };

test('“fill” covers the square and cuts off both sides alike', () => {
  assert.deepEqual(placeIn(WIDE, 100, 'fill'), { x: -50, y: 0, width: 200, height: 100 });
  assert.deepEqual(placeIn({ width: 10, height: 30 }, 100, 'fill'), { x: 0, y: -100, width: 100, height: 300 });
});

test('“whole” shows everything between two bars', () => {
  assert.deepEqual(placeIn(WIDE, 100, 'whole'), { x: 0, y: 25, width: 100, height: 50 });
});

test('a square picture fills the square either way', () => {
  for (const fit of ['fill', 'whole'] as const) {
    assert.deepEqual(placeIn({ width: 64, height: 64 }, 128, fit), { x: 0, y: 0, width: 128, height: 128 });
  }
});

test('the square that is cut out is as high as the picture, or as wide as all of it', () => {
  assert.equal(squareEdge(WIDE, 'fill'), 200);
  assert.equal(squareEdge(WIDE, 'whole'), 400);
});
