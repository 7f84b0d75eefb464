import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yExtent } from '../../../renderer/charts/extent.ts';
import { panned, zoomed } from '../../../renderer/charts/interval.ts';
import { toPixel, toValue, type Scale } from '../../../renderer/charts/scale.ts';
import { seriesOf } from '../../../renderer/charts/series.ts';
import { stepTicks, timeTicks, valueTicks } from '../../../renderer/charts/ticks.ts';

const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label);

test('linear marks are round and carry only the decimals they need', () => {
  assert.deepEqual(labels(valueTicks({ from: 0, to: 1 }, 5, 'linear')), ['0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  assert.deepEqual(labels(valueTicks({ from: 0, to: 42_000 }, 4, 'linear')), ['0', '20k', '40k']);
});

test('logarithmic marks are powers of ten', () => {
  assert.deepEqual(labels(valueTicks({ from: 0.02, to: 300 }, 5, 'log')), ['0.1', '1', '10', '100']);
});

test('a logarithmic axis within one decade has round marks too', () => {
  const ticks = valueTicks({ from: 2, to: 6 }, 4, 'log');
  assert.ok(ticks.length >= 3);
  assert.ok(ticks.every(({ value }) => value >= 2 && value <= 6));
});

test('there are no marks between steps', () => {
  assert.deepEqual(labels(stepTicks({ from: 0, to: 2 }, 10)), ['0', '1', '2']);
});

test('times are marked at whole minutes and hours', () => {
  assert.deepEqual(labels(timeTicks({ from: 0, to: 180_000 }, 3)), ['0', '1 min', '2 min', '3 min']);
  assert.deepEqual(labels(timeTicks({ from: 0, to: 7_200_000 }, 2)), ['0', '1:00 h', '2:00 h']);
});

test('pixels and values are inverse on both kinds of axis', () => {
  for (const kind of ['linear', 'log'] as const) {
    const scale: Scale = { kind, domain: { from: 0.1, to: 1000 }, range: { from: 200, to: 0 } };
    assert.ok(Math.abs(toValue(scale, toPixel(scale, 7)) - 7) < 1e-9);
    assert.equal(toPixel(scale, 0.1), 200);
  }
});

test('a logarithmic axis cannot show what is not above 0', () => {
  const scale: Scale = { kind: 'log', domain: { from: 0.1, to: 10 }, range: { from: 0, to: 100 } };
  assert.ok(Number.isNaN(toPixel(scale, 0)));
});

test('clipping outliers keeps one spike from flattening the rest', () => {
  const y = Array.from({ length: 1000 }, (_, index) => (index === 500 ? 1e6 : 1 + (index % 10) / 10));
  const series = seriesOf(
    y.map((_, index) => index),
    y,
  );
  const window = { from: 0, to: 999 };
  assert.ok(yExtent([series], window, { kind: 'linear', clipOutliers: true }).to < 3);
  assert.ok(yExtent([series], window, { kind: 'linear', clipOutliers: false }).to > 1e6);
});

test('zooming keeps the place under the pointer and stays inside the run', () => {
  const limits = { from: 0, to: 100 };
  assert.deepEqual(zoomed(limits, 0.5, 50, limits), { from: 25, to: 75 });
  assert.deepEqual(zoomed({ from: 25, to: 75 }, 10, 50, limits), limits);
  assert.deepEqual(panned({ from: 25, to: 75 }, 60, limits), { from: 50, to: 100 });
});

test('a logarithmic axis of little more than a decade has more than one mark', () => {
  const labels = valueTicks({ from: 0.3, to: 7 }, 3, 'log').map(({ label }) => label);
  assert.ok(labels.length >= 3, labels.join(' '));
});
