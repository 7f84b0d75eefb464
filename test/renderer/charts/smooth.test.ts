import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Smoother, weightFor } from '../../../renderer/charts/smooth.ts';

test('smoothing starts at the first value instead of being pulled towards 0', () => {
  for (const value of new Smoother(0.9).smooth([4, 4, 4])) assert.ok(Math.abs(value - 4) < 1e-12);
});

test('smoothing follows the formula', () => {
  assert.ok(Math.abs(new Smoother(0.5).smooth([0, 1])[1]! - 0.5 / 0.75) < 1e-12);
});

test('numbers that grow are smoothed as if they had been there at once', () => {
  const values = Array.from({ length: 1000 }, (_, index) => Math.sin(index));
  const grown = new Smoother(0.8);
  grown.smooth(values.slice(0, 10));
  assert.deepEqual(grown.smooth(values), new Smoother(0.8).smooth(values));
});

test('a broken value is a gap in the smoothed line and does not spoil what follows', () => {
  const smoothed = new Smoother(0.5).smooth([2, NaN, 2]);
  assert.ok(Number.isNaN(smoothed[1]));
  assert.equal(smoothed[2], 2);
});

test('a long run is smoothed over more steps, so that it looks as smooth as a short one', () => {
  assert.equal(weightFor(0.8, 1000), 0.8);
  assert.equal(weightFor(0.8, 20), 0.8);
  assert.ok(Math.abs(weightFor(0.8, 4000) - 0.8 ** 0.25) < 1e-12);
  assert.equal(weightFor(0.8, 3000), weightFor(0.8, 4000));
});
