import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetById } from '../../../core/pipeline/index.ts';
import { frontOf, pointsOfRuns, publishedPoints } from '../../../renderer/compare/costPoints.ts';
import { runStyles } from '../../../renderer/compare/runStyle.ts';
import { layOutScatter } from '../../../renderer/compare/scatter.ts';

const RUN = {
  runId: 'r',
  name: 'Demo',
  glyph: '3',
  document: presetById('demo-edges2emoji').document,
  evaluations: [
    { step: 9, role: 'student' as const, metric: 'ssim', value: 0.7 },
    { step: 9, role: 'wider' as const, metric: 'ssim', value: 0.8 },
    { step: 9, role: 'deeper' as const, metric: 'ssim', value: null },
  ],
};

test('every measured network of a run is a point; one whose value broke is none', () => {
  const points = pointsOfRuns([RUN], 'ssim');
  assert.deepEqual(
    points.map(({ glyph, quality }) => [glyph, quality]),
    [
      ['W3', 0.8],
      ['S3', 0.7],
    ],
  );
  assert.ok(points[1]!.cost < points[0]!.cost);
});

test('published points appear only for the metric that papers report, and never on our front', () => {
  assert.deepEqual(publishedPoints('ssim'), []);
  const published = publishedPoints('fid');
  assert.ok(published.length > 0);
  assert.deepEqual(frontOf(published, 'fid'), []);
});

test('the scatter puts the cheaper point left and the better one higher', () => {
  const points = pointsOfRuns([RUN], 'ssim');
  const { points: placed } = layOutScatter(points, frontOf(points, 'ssim'), { width: 400, height: 300 });
  const [student, wider] = ['S3', 'W3'].map((glyph) => placed.find(({ point }) => point.glyph === glyph)!);
  assert.ok(student && wider);
  assert.ok(student.x < wider.x);
  assert.ok(student.y > wider.y);
});

test('a run keeps its number and colour when a younger one is added', () => {
  const old = { id: 'old', createdMs: 1 };
  const before = runStyles([old]).get('old');
  assert.deepEqual(runStyles([{ id: 'new', createdMs: 2 }, old]).get('old'), before);
  assert.equal(before!.glyph, '1');
});

test('glyphs of points in the same place do not lie on each other', () => {
  const [point] = pointsOfRuns([RUN], 'ssim');
  const { points: placed } = layOutScatter([point!, { ...point!, id: 'twin' }], [], { width: 400, height: 300 });
  assert.ok(Math.abs(placed[1]!.glyphY - placed[0]!.glyphY) >= 12);
});
