import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SearchSchema } from '../../core/pipeline/sweepDocument.ts';
import { planOf } from '../../core/sweep/plan.ts';
import { runOf } from './sweepRun.ts';

const axes = [{ path: 'student.ngf', values: [1] }];
const grid = SearchSchema.parse({ kind: 'grid', axes });
const halving = SearchSchema.parse({ kind: 'halving', axes, count: 9, firstSteps: 10, reduction: 3 });
const nothing = { qualities: new Map<string, { step: number; value: number }[]>(), failed: new Set<string>() };

/** Runs that have all come to `step`, with these qualities there. */
function measured(step: number, values: readonly number[]) {
  const runs = values.map((_, candidate) => runOf(candidate, { state: 'stopped', step }));
  return { runs, failed: new Set<string>(), qualities: new Map(values.map((value, index) => [`${String(index)}/1`, [{ step, value }]])) }; // prettier-ignore
}

test('a grid runs what is neither finished, nor left out, nor failed just now', () => {
  const runs = [runOf(0, { state: 'finished' }), runOf(1, { leftOut: true }), runOf(2), runOf(3, { state: 'failed' })];
  const plan = planOf(grid, { ...nothing, runs, failed: new Set(['3/1']) });
  assert.deepEqual(plan, { ready: [{ runId: '2/1' }], givenUp: [] });
  assert.deepEqual(planOf(grid, { ...nothing, runs }).ready, [{ runId: '2/1' }, { runId: '3/1' }]);
});

test('a round of a halving waits until every candidate is there', () => {
  const runs = [runOf(0, { state: 'stopped', step: 10 }), runOf(1, { state: 'running', step: 4 }), runOf(2)];
  const ready = ['1/1', '2/1'].map((runId) => ({ runId, untilStep: 10 }));
  assert.deepEqual(planOf(halving, { ...nothing, runs }), { ready, givenUp: [] });
});

test('the best third goes on to three times the steps, the others are given up, and the last one trains to its end', () => {
  const first = planOf(halving, measured(10, [0.1, 0.5, NaN, 0.4]));
  assert.deepEqual(first, { ready: [], givenUp: ['0/1', '2/1'].map((runId) => ({ runId, step: 10 })) });
  const standing = measured(10, [0.1, 0.5, NaN, 0.4]);
  const runs = standing.runs.map((run) => ([0, 2].includes(run.candidate) ? { ...run, givenUpStep: 10 } : run));
  assert.deepEqual(planOf(halving, { ...standing, runs }).ready, [
    { runId: '1/1', untilStep: 30 },
    { runId: '3/1', untilStep: 30 },
  ]);
  const last = runs.map((run) => (run.candidate === 3 ? { ...run, givenUpStep: 30 } : run));
  assert.deepEqual(planOf(halving, { ...standing, runs: last }).ready, [{ runId: '1/1' }]);
});

test('seeds of a candidate are judged by their mean, and a distance is better when it is lower', () => {
  const search = SearchSchema.parse({ kind: 'halving', axes, count: 2, firstSteps: 10, reduction: 2, metric: 'l1' });
  const values = new Map([['0/1', 0.1], ['0/2', 0.5], ['1/1', 0.2], ['1/2', 0.2]]); // prettier-ignore
  const runs = [0, 1].flatMap((candidate) =>
    [1, 2].map((seed) => runOf(candidate, { seed, state: 'stopped', step: 10 })),
  );
  const qualities = new Map([...values].map(([runId, value]) => [runId, [{ step: 10, value }]]));
  const plan = planOf(search, { runs, qualities, failed: new Set() });
  assert.deepEqual(plan.givenUp, [
    { runId: '0/1', step: 10 },
    { runId: '0/2', step: 10 },
  ]);
});

test('a candidate that failed drops out, and one that ends within a round is measured by its last evaluation', () => {
  const standing = measured(10, [0.1, 0.5, 0.9]);
  const [first, ...others] = standing.runs;
  const runs = [{ ...first!, state: 'finished' as const, step: 8, totalSteps: 8 }, ...others];
  const qualities = new Map(standing.qualities).set('0/1', [{ step: 8, value: 0.1 }]);
  const plan = planOf(halving, { runs, qualities, failed: new Set(['2/1']) });
  assert.deepEqual(plan, { ready: [], givenUp: [{ runId: '0/1', step: 10 }] });
});

test('nobody is given up once all have finished', () => {
  const standing = measured(10, [0.1, 0.5]);
  const runs = standing.runs.map((run) => ({ ...run, state: 'finished' as const }));
  assert.deepEqual(planOf(halving, { ...standing, runs }), { ready: [], givenUp: [] });
});
