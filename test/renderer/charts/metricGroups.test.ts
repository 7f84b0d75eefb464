import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupMetrics } from '../../../renderer/charts/metricGroups.ts';

test('every term of a distillation step finds its chart and its role', () => {
  const names = [
    'D',
    'D_fake_w',
    'D_real_w',
    'G_CD',
    'G_SSIM_d',
    'G_SSIM_w',
    'G_gan_w',
    'G_recon_d',
    'G_student',
    'G_w',
  ];
  const groups = groupMetrics(names);
  assert.deepEqual(
    groups.map(({ id, members }) => [id, members.map(({ glyph }) => glyph)]),
    [
      ['student', ['S']],
      ['ssim', ['W', 'D']],
      ['channel', ['S']],
      ['reconstruction', ['D']],
      ['gan', ['W']],
      ['generator', ['W']],
      ['discriminator', ['', 'Wf', 'Wr']],
    ],
  );
});

test('an unknown metric is shown rather than lost', () => {
  const [group] = groupMetrics(['learning_rate']);
  assert.equal(group!.id, 'other');
  assert.equal(group!.members[0]!.label, 'learning_rate');
});
