import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../../../renderer/charts/csv.ts';
import { layOut, type ChartLine, type PlotRequest } from '../../../renderer/charts/plot.ts';
import { readoutAt } from '../../../renderer/charts/readout.ts';
import { seriesOf } from '../../../renderer/charts/series.ts';
import { Smoother } from '../../../renderer/charts/smooth.ts';
import { pathData, toSvg } from '../../../renderer/charts/svg.ts';

function line(id: string, x: number[], y: number[]): ChartLine {
  return { id, label: id, glyph: id.toUpperCase(), colour: id, dash: [], raw: seriesOf(x, y) };
}

function request(lines: readonly ChartLine[]): PlotRequest {
  const window = { from: 0, to: 2 };
  return { widthPixels: 300, heightPixels: 120, lines, xAxis: 'step', window, yKind: 'linear', clipOutliers: false };
}

const theme = { background: 'white', text: 'black', grid: 'silver', colourOf: (name: string) => `colour-${name}` };

test('a chart draws each line from edge to edge, larger values higher', () => {
  const plot = layOut(request([line('s', [0, 1, 2], [1, 2, 3])]));
  const points = Array.from(plot.paths[0]!.points);
  assert.equal(points[0], plot.x.range.from);
  assert.equal(points[4], plot.x.range.to);
  assert.ok(points[1]! > points[5]!);
});

test('a smoothed line is drawn over its faint raw one', () => {
  const raw = line('s', [0, 1, 2], [1, 2, 3]);
  const plot = layOut(request([{ ...raw, smoothed: seriesOf(raw.raw.x, new Smoother(0.5).smooth(raw.raw.y)) }]));
  assert.deepEqual(
    plot.paths.map(({ isFaint }) => isFaint),
    [true, false],
  );
});

test('glyphs of lines that end together do not lie on each other', () => {
  const plot = layOut(request([line('w', [0, 2], [1, 1]), line('d', [0, 2], [1, 1])]));
  assert.ok(Math.abs(plot.glyphs[0]!.y - plot.glyphs[1]!.y) >= 12);
});

test('a chart without points still has axes', () => {
  const plot = layOut(request([line('s', [], [])]));
  assert.ok(plot.yTicks.length > 1);
  assert.equal(plot.paths[0]!.points.length, 0);
});

test('a gap lifts the pen', () => {
  assert.equal(pathData(Float64Array.from([0, 1, 2, NaN, 4, 5])), 'M0 1M4 5');
});

test('the SVG names its title and escapes what a person typed', () => {
  const svg = toSvg(layOut(request([line('s', [0, 2], [1, 2])])), 'a < b', theme);
  assert.match(svg, /<title>a &#60; b<\/title>/);
  assert.match(svg, /stroke="colour-s"/);
});

test('the CSV has every point, and leaves cells empty where a line has none', () => {
  const csv = toCsv([line('s', [1, 2], [0.5, NaN]), line('a, b', [2, 3], [7, 8])], 'step');
  assert.equal(csv, 'step,s,"a, b"\r\n1,0.5,\r\n2,NaN,7\r\n3,,8\r\n');
});

test('hovering reads the nearest point of every line that has any', () => {
  const rows = readoutAt([line('s', [0, 10], [1, 2]), line('w', [], []), line('d', [9], [4])], 8);
  assert.deepEqual(
    rows.map(({ line: { id }, x, value }) => [id, x, value]),
    [
      ['s', 10, 2],
      ['d', 9, 4],
    ],
  );
});
