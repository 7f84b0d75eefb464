import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioEvaluation } from '../../../core/protocol/studio/runRecords.ts';
import {
  classesOf,
  commonPictures,
  conditionsOf,
  measurementsOf,
  picturesOf,
  wayOf,
} from '../../../renderer/runs/measurements.ts';

function measured(metric: string, changes: Partial<StudioEvaluation> = {}): StudioEvaluation {
  const details = { source: 'training', split: 'validation', seed: 1 } as const;
  return { step: 6, epoch: 0, role: 'student', metric, value: 1, samples: 8, extractor: '', details, ...changes };
}

test('what was measured alike is one measurement; later steps and what was measured on purpose come first', () => {
  const details = { source: 'evaluate', split: 'test', seed: 1, checkpoint: 'c'.repeat(64), realSamples: 9 } as const;
  const again = { details, samples: 24, extractor: 'inception' };
  const found = measurementsOf([
    measured('ssim', { step: 3 }),
    measured('ssim'),
    measured('psnr'),
    measured('fid', again),
  ]);
  assert.deepEqual(
    found.map(({ step, metrics }) => [step, metrics]),
    [
      [6, ['fid']],
      [6, ['ssim', 'psnr']],
      [3, ['ssim']],
    ],
  );
  const conditions = Object.fromEntries(conditionsOf(found[0]!).map(({ name, value }) => [name, value]));
  assert.deepEqual(conditions, {
    Step: '6',
    Measured: 'with Evaluate',
    On: 'test pictures',
    Pictures: '24',
    'Real pictures': '9',
    Seed: '1',
    Checkpoint: 'cccccccc…',
  });
  assert.equal(wayOf(found[0]!, 'fid'), 'inception');
  assert.equal(wayOf(found[1]!, 'ssim'), undefined);
});

test('evaluations of versions that recorded less are shown with what is known', () => {
  const [old] = measurementsOf([measured('ssim', { details: null })]);
  assert.deepEqual(
    conditionsOf(old!).map(({ name }) => name),
    ['Step', 'Pictures'],
  );
});

test('a mean over classes is told class by class, for the student', () => {
  const details = { source: 'evaluate', split: 'test', seed: 1, classes: { road: 97.25, sky: 50 } } as const;
  const teacher = { role: 'wider', details: { ...details, classes: { road: 1 } } } as const;
  const [found] = measurementsOf([measured('miou', teacher), measured('miou', { details }), measured('ssim')]);
  assert.equal(classesOf(found!, 'miou'), 'road 97.25, sky 50.00');
  assert.equal(classesOf(found!, 'ssim'), undefined);
});

test('what was measured twice, by another version or through other weights, is shown twice', () => {
  const details = { source: 'training', split: 'validation', seed: 1, version: '0.1.0' } as const;
  const newer = { details: { ...details, version: '0.2.0' }, value: 2 };
  const all = [measured('fid', { details }), measured('fid', { details, extractor: 'other' }), measured('fid', newer)];
  const found = measurementsOf(all);
  assert.deepEqual(found.map(({ evaluations }) => evaluations.map(({ extractor, value }) => `${extractor} ${value}`)), [[' 1'], ['other 1'], [' 2']]); // prettier-ignore
});

test('on which pictures: told once where it is the same for all, else for each metric', () => {
  const details = { source: 'evaluate', split: 'test', seed: 1 } as const;
  const alike = [measured('ssim'), measured('psnr')];
  assert.equal(commonPictures(alike, ', '), ', 8 validation pictures');
  const mixed = [...alike, measured('fid', { details, samples: 2048 })];
  assert.equal(commonPictures(mixed), '');
  assert.equal(picturesOf(mixed, 'fid'), 'n 2,048, test');
  assert.equal(picturesOf([...alike, measured('fid', { samples: 9 })], 'fid'), 'n 9');
});
