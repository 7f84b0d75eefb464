import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioSweepRun } from '../../../core/protocol/studio/sweeps.ts';
import { metricsOfRuns, pathsOf, pointsOfSweep, settingsText } from '../../../renderer/sweeps/results.ts';
import { runOf } from '../../sweep/sweepRun.ts';

function measured(
  candidate: number,
  qualities: Record<string, number>,
  changes: Partial<StudioSweepRun> = {},
): StudioSweepRun {
  return { ...runOf(candidate), settings: { 'student.ngf': candidate + 1 }, qualities, ...changes };
}

test('a point for every measured candidate in play: the mean of its seeds and how far they are spread', () => {
  const runs = [
    measured(0, { ssim: 0.5 }),
    measured(0, { ssim: 0.7 }, { seed: 2 }),
    measured(1, {}),
    measured(2, { ssim: 0.9 }, { leftOut: true }),
  ];
  const [point, ...others] = pointsOfSweep(runs, 'ssim');
  assert.equal(others.length, 0);
  assert.deepEqual([point!.glyph, point!.quality, point!.runs, point!.cost], ['1', 0.6, 2, 1e-9]);
  assert.ok(Math.abs(point!.spread - Math.SQRT2 / 10) < 1e-12);
  assert.deepEqual(pointsOfSweep(runs, 'psnr'), []);
  assert.deepEqual(metricsOfRuns(runs), ['ssim']);
});

test('candidates of a list may set different settings', () => {
  const runs = [measured(0, {}), measured(1, {}, { settings: { 'losses.ssimWeight': 5 } })];
  assert.deepEqual(pathsOf(runs), ['student.ngf', 'losses.ssimWeight']);
  assert.equal(settingsText(runs[1]!.settings), 'λ_SSIM 5');
});
