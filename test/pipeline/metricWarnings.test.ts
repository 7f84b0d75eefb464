import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonWarnings, evaluationWarnings, type MeasuredNumber } from '../../core/pipeline/index.ts';

function measured(metric: string, details: MeasuredNumber['details'] = { split: 'test' }, samples = 2048) {
  return { metric, samples, extractor: 'inception', details };
}

const among = (...rows: MeasuredNumber[][]): string[] =>
  comparisonWarnings(rows.map((measured) => ({ name: 'run', measured })));

test('numbers that were measured alike, on enough pictures, need no warning', () => {
  assert.deepEqual(among([measured('fid')], [measured('fid')]), []);
  assert.deepEqual(evaluationWarnings([measured('fid'), measured('ssim', { split: 'test', leaks: 0 }, 8)]), []);
});

test('the smaller of the two sets counts for "too few pictures"', () => {
  const [warning] = evaluationWarnings([measured('fid', { split: 'test', realSamples: 140 })]);
  assert.match(warning!, /^FID of 140 pictures is too high/);
});

test('pictures in training and held-out splits alike are told, once', () => {
  const leaky = { split: 'test', leaks: 3 };
  const warnings = evaluationWarnings([measured('ssim', leaky), measured('psnr', leaky)]);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0]!, /^3 pictures .* are in the training split as well/);
  assert.match(among([measured('l1', { split: 'test', leaks: 1 })]).join(), /^1 picture .* is in/);
});

test('another split, other weights and another resize forbid a comparison', () => {
  assert.match(
    among([measured('ssim')], [measured('ssim', { split: 'train' })]).join(),
    /different splits \(test, train\)/,
  );
  const [one, other] = ['a', 'b'].map((weights) => measured('kid', { split: 'test', weights }));
  assert.match(among([one!], [other!]).join(), /different networks or weights/);
  assert.match(among([measured('fid')], [measured('clean-fid')]).join(), /FID and FID \(clean\) resize/);
  assert.deepEqual(among([measured('fid'), measured('clean-fid')], [measured('fid'), measured('clean-fid')]), []);
});
