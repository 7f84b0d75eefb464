import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SearchSchema } from '../../core/pipeline/sweepDocument.ts';
import { stepsOfHalving } from '../../core/sweep/halving.ts';
import { secondsLeft } from '../../core/sweep/timeLeft.ts';
import { runOf } from './sweepRun.ts';

const axes = [{ path: 'student.ngf', values: [1] }];
const grid = SearchSchema.parse({ kind: 'grid', axes });
const halving = SearchSchema.parse({ kind: 'halving', axes, count: 9, firstSteps: 10, reduction: 3 });
assert.ok(halving.kind === 'halving');

test('a grid takes as long as its unfinished runs, at the speed of those that have trained', () => {
  const runs = [
    runOf(0, { state: 'finished', step: 100, trainedMs: 50_000 }),
    runOf(1, { state: 'running', step: 50, trainedMs: 25_000 }),
    runOf(2, { totalSteps: null }),
    runOf(3, { leftOut: true }),
  ];
  assert.equal(secondsLeft(grid, runs, 1), 0.5 * (50 + 100));
  assert.equal(secondsLeft(grid, runs, 2), 0.25 * (50 + 100), 'two at once');
  assert.equal(secondsLeft(grid, [runOf(0), runOf(1)], 1), null, 'nothing has trained yet');
});

test('a halving of nine takes three rounds', () => {
  // 9 · 10 steps, then 3 more to step 30, then one to its end.
  assert.equal(stepsOfHalving(halving, 9, 100), 9 * 10 + 3 * 20 + 70);
  assert.equal(stepsOfHalving(halving, 3, 100, 10), 3 * 20 + 70);
  assert.equal(stepsOfHalving(halving, 9, 5), 9 * 5, 'a run that is shorter than a round ends with it');
});

test('what the candidates of a round have done already is not counted again', () => {
  const speed = { trainedMs: 1000, step: 10 };
  const runs = [
    ...[0, 1, 2].map((candidate) => runOf(candidate, { state: 'stopped', ...speed })),
    ...[3, 4, 5, 6, 7, 8].map((candidate) => runOf(candidate, { state: 'stopped', ...speed, givenUpStep: 10 })),
  ];
  assert.equal(secondsLeft(halving, runs, 1), 0.1 * (3 * 20 + 70));
  const further = runs.map((run) => (run.candidate === 0 ? { ...run, step: 20, trainedMs: 2000 } : run));
  assert.equal(secondsLeft(halving, further, 1), 0.1 * (3 * 20 + 70 - 10));
});
