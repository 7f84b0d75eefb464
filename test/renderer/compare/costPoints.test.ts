import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qualityColumns, type QualityColumn } from '../../../core/compare/columns.ts';
import { costAxes, DEFAULT_COST_AXIS } from '../../../core/compare/costAxes.ts';
import { paretoFront } from '../../../core/metrics/pareto.ts';
import { groupBySeed, presetById, type ComparedRun } from '../../../core/pipeline/index.ts';
import { measuredPoints, publishedPoints } from '../../../renderer/compare/costPoints.ts';
import { runStyles } from '../../../renderer/compare/runStyle.ts';
import { layOutScatter } from '../../../renderer/compare/scatter.ts';

const { document } = presetById('demo-edges2emoji');

function run(id: string, seed: number, student: number): ComparedRun {
  const measured = { step: 9, metric: 'ssim', samples: 8, extractor: '' };
  return {
    id,
    name: 'Demo',
    document: { ...document, training: { ...document.training, seed } },
    evaluations: [
      { ...measured, role: 'student', value: student },
      { ...measured, role: 'wider', value: 0.8 },
      { ...measured, role: 'deeper', value: null },
    ],
  };
}

function groupsOf(runs: readonly ComparedRun[]) {
  const [student, wider, deeper] = (['student', 'wider', 'deeper'] as const).map((role) => groupBySeed(runs, role));
  return { student: student!, wider: wider!, deeper: deeper! };
}

const ONE = groupsOf([run('r', 1, 0.7)]);
const [SSIM] = qualityColumns(ONE.student) as [QualityColumn];
const pointsOf = (groups: typeof ONE) => measuredPoints(groups, SSIM, DEFAULT_COST_AXIS, () => '3');

test('every measured network of a run is a point; one whose value broke is none', () => {
  const points = pointsOf(ONE);
  assert.deepEqual(
    points.map(({ glyph, quality }) => [glyph, quality]),
    [
      ['S3', 0.7],
      ['W3', 0.8],
    ],
  );
  assert.ok(points[0]!.cost < points[1]!.cost);
});

test('runs that differ in their seed only are one point with a bar', () => {
  const points = pointsOf(groupsOf([run('r', 1, 0.6), run('s', 2, 0.7)]));
  assert.deepEqual(
    points.map(({ glyph, runs }) => [glyph, runs]),
    [
      ['S3×2', 2],
      ['W3×2', 2],
    ],
  );
  const { points: placed } = layOutScatter(points, [], { width: 400, height: 300 });
  const [top, bottom] = placed[0]!.bar;
  assert.ok(top < placed[0]!.y && placed[0]!.y < bottom);
});

test('published points appear only where papers report: FID against their count of MACs', () => {
  const fid = { ...SSIM, metric: 'fid' };
  assert.deepEqual(publishedPoints(SSIM, DEFAULT_COST_AXIS), []);
  assert.ok(publishedPoints(fid, DEFAULT_COST_AXIS).every(({ isPublished }) => isPublished));
  assert.ok(publishedPoints(fid, DEFAULT_COST_AXIS).length > 0);
  const parameters = costAxes([]).find(({ id }) => id === 'parameters')!;
  assert.deepEqual(publishedPoints(fid, parameters), []);
});

test('the scatter puts the cheaper point left and the better one higher', () => {
  const points = pointsOf(ONE);
  const { points: placed } = layOutScatter(points, paretoFront(points, 'higher'), { width: 400, height: 300 });
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
  const [point] = pointsOf(ONE);
  const { points: placed } = layOutScatter([point!, { ...point!, id: 'twin' }], [], { width: 400, height: 300 });
  assert.ok(Math.abs(placed[1]!.glyphY - placed[0]!.glyphY) >= 12);
});
