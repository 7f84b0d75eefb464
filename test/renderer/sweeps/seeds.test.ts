import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWithSeeds } from '../../../renderer/sweeps/seeds.ts';
import { runOf } from '../../sweep/sweepRun.ts';

test('seeds that are there already, and candidates that are out, bring no runs', () => {
  const runs = [runOf(0), runOf(1, { state: 'finished' }), runOf(2, { leftOut: true }), runOf(3, { givenUpStep: 4 })];
  assert.equal(countWithSeeds(runs, [7]), 2);
  assert.equal(countWithSeeds(runs, [1, 7]), 2);
  assert.equal(countWithSeeds(runs, [1]), 0);
});
