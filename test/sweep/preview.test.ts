import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairCounter } from '../../core/cli/sweep/sweepSource.ts';
import { RayTargetSchema } from '../../core/protocol/index.ts';
import { parseSweep } from '../../core/pipeline/sweepDocument.ts';
import { previewSweep } from '../../core/sweep/preview.ts';
import { tinyPipeline } from '../fixtures/tinyPipeline.ts';

const SPEED = { workPerSecond: 1e9, basis: 'guessed' } as const;
/** Nobody listens there: a preview that fetched it would fail. */
const FAR = { kind: 'twoFolders', folderA: 'http://127.0.0.1:9/a.zip', folderB: 'http://127.0.0.1:9/b.zip' };

function sweepOf(dataset: object, unit: 'steps' | 'epochs', kind: 'grid' | 'halving' = 'grid') {
  const tiny = tinyPipeline(8);
  const axes = [{ path: 'student.ngf', values: [2, 3] }];
  const search = kind === 'grid' ? { kind, axes } : { kind, axes, count: 4, firstSteps: 2 };
  const schedule = { unit, flat: 8, decay: 0 };
  const parsed = parseSweep({
    version: 1,
    base: { ...tiny, dataset, training: { ...tiny.training, schedule } },
    search,
  });
  assert.ok(parsed.ok);
  return parsed.document;
}

test('a preview fetches no dataset: steps are known without it, epochs are not', async () => {
  const known = await previewSweep(sweepOf(FAR, 'steps'), SPEED, pairCounter('/'));
  assert.deepEqual(known.candidates.map(({ estimate }) => estimate.totalSteps), [8, 8]); // prettier-ignore
  assert.ok(known.totalSeconds !== null && known.totalSeconds > 0);
  for (const kind of ['grid', 'halving'] as const) {
    const unknown = await previewSweep(sweepOf(FAR, 'epochs', kind), SPEED, pairCounter('/'));
    assert.equal(unknown.totalSeconds, null);
    assert.ok(unknown.candidates.every(({ estimate }) => estimate.totalSteps === null && estimate.secondsPerStep > 0));
    assert.ok(unknown.runs >= 2);
  }
});

test('a dataset that only the nodes of a cluster have is missed on this machine alone', async () => {
  const there = sweepOf({ kind: 'twoFolders', folderA: '/only/there/a', folderB: '/only/there/b' }, 'epochs');
  const cluster = RayTargetSchema.parse({ kind: 'ray', name: 'lab', address: 'http://127.0.0.1:9' });
  assert.equal((await previewSweep(there, SPEED, pairCounter('/', cluster))).totalSeconds, null);
  await assert.rejects(previewSweep(there, SPEED, pairCounter('/')), /only\/there/);
});
