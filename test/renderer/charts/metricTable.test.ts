import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MetricTable } from '../../../renderer/charts/metricTable.ts';

const point = (step: number, value: number) => ({ step, epoch: 0, trainedMs: step * 100, values: { D: value } });

test('live points go on where the store ended, and take the place of points that come twice', () => {
  const table = new MetricTable();
  table.addSeries({
    name: 'D',
    steps: Float64Array.of(1, 2),
    values: Float64Array.of(5, 6),
    epochs: Float64Array.of(0, 0),
    trainedMs: Float64Array.of(100, NaN),
    totalPoints: 2,
  });
  table.addPoints([point(2, 6), point(3, 7)]);
  assert.deepEqual([...Array.from(table.raw('D', 'step').x)], [1, 2, 3]);
  assert.deepEqual([...Array.from(table.raw('D', 'step').y)], [5, 6, 7]);
  assert.deepEqual([...Array.from(table.raw('D', 'time').x)], [100, 200, 300]);
  assert.equal(table.lastStep(), 3);
});

test('a time that the store does not know stays at the one before', () => {
  const table = new MetricTable();
  const [steps, zeros] = [Float64Array.of(1, 2), Float64Array.of(0, 0)];
  table.addSeries({
    name: 'D',
    steps,
    values: zeros,
    epochs: zeros,
    trainedMs: Float64Array.of(100, NaN),
    totalPoints: 2,
  });
  assert.deepEqual([...Array.from(table.raw('D', 'time').x)], [100, 100]);
});

test('a run that was resumed from an earlier step replaces what it had after it', () => {
  const table = new MetricTable();
  table.addPoints([point(1, 1), point(2, 2), point(3, 3)]);
  table.smoothed('D', 'step', 0.5);
  table.addPoints([point(2, 20)]);
  assert.deepEqual([...Array.from(table.raw('D', 'step').y)], [1, 20]);
  assert.equal(table.smoothed('D', 'step', 0.5).length, 2);
});

test('a table keeps its points when they outgrow its memory', () => {
  const table = new MetricTable();
  for (let step = 1; step <= 2000; step += 1) table.addPoints([point(step, step * 2)]);
  assert.equal(table.raw('D', 'step').y[1999], 4000);
  assert.equal(table.smoothed('D', 'step', 0.5).length, 2000);
});

test('a metric that is not there has an empty series', () => {
  assert.equal(new MetricTable().raw('G_CD', 'step').length, 0);
});
