import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetById } from '../../../core/pipeline/index.ts';
import { lossShares, lossWeightOf } from '../../../renderer/graph/lossShares.ts';

const { losses } = presetById('demo-edges2emoji').document;

test('shares of the student’s terms add up to one, both teachers counted', () => {
  const metrics = { G_SSIM_w: 1, G_SSIM_d: 1, G_style_w: 3, G_style_d: 3, G_CD: 2, G_student: 10 };
  const shares = lossShares(metrics, losses, losses);
  assert.equal(shares.ssimWeight?.share, 0.2);
  assert.equal(shares.styleWeight?.share, 0.6);
  assert.equal(shares.channelWeight?.share, 0.2);
});

test('a weight that was changed since the run scales its term', () => {
  const metrics = { G_SSIM_w: 1, G_style_w: 1 };
  const shares = lossShares(metrics, losses, { ...losses, ssimWeight: losses.ssimWeight * 3 });
  assert.equal(shares.ssimWeight?.share, 0.75);
});

test('terms of the teachers are shares of the teachers’ loss, and a negative one counts by its size', () => {
  const shares = lossShares({ G_gan_w: -1, G_recon_w: 3, G_SSIM_w: 5 }, losses, losses);
  assert.deepEqual(shares.ganWeight, { side: 'teachers', share: 0.25 });
  assert.deepEqual(shares.ssimWeight, { side: 'student', share: 1 });
});

test('a term that was off in the run, or is not a number, has no share', () => {
  const shares = lossShares({ G_CD: 0, G_SSIM_w: NaN }, { ...losses, channelWeight: 0 }, losses);
  assert.deepEqual(shares, {});
});

test('only weights of losses are recognised', () => {
  assert.equal(lossWeightOf('losses.tvWeight'), 'tvWeight');
  assert.equal(lossWeightOf('losses.reconType'), undefined);
});
