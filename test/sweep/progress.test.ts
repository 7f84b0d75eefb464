import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countText } from '../../core/cli/sweep/statusText.ts';
import { sweepProgress } from '../../core/protocol/index.ts';
import { runOf } from './sweepRun.ts';

test('runs that were left out or given up are not waited for; those that finished count, whatever became of them', () => {
  const runs = [
    runOf(0, { state: 'finished' }),
    runOf(1, { state: 'finished', leftOut: true }),
    runOf(2, { state: 'running' }),
    runOf(3, { leftOut: true }),
    runOf(4, { state: 'stopped', givenUpStep: 20 }),
  ];
  assert.deepEqual(sweepProgress(runs), { finished: 2, runs: 3 });
  assert.equal(countText(runs), '2 of 3 runs finished, 1 running, 1 given up, 2 left out');
});
