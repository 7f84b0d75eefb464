import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paretoFront } from '../../core/metrics/pareto.ts';

const POINTS = [
  { cost: 4, quality: 0.9 },
  { cost: 1, quality: 0.5 },
  { cost: 2, quality: 0.4 },
  { cost: 3, quality: 0.8 },
  { cost: 4, quality: 0.85 },
];

test('the front has only points that nothing beats on both axes', () => {
  assert.deepEqual(
    paretoFront(POINTS, 'higher').map(({ cost }) => cost),
    [1, 3, 4],
  );
});

test('with a distance as quality, lower is better', () => {
  assert.deepEqual(paretoFront(POINTS, 'lower'), [
    { cost: 1, quality: 0.5 },
    { cost: 2, quality: 0.4 },
  ]);
});

test('points without numbers are left out', () => {
  assert.deepEqual(paretoFront([{ cost: NaN, quality: 1 }], 'higher'), []);
});
