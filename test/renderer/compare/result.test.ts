import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedGap, resultSentence, type Measured } from '../../../renderer/compare/result.ts';

const ssim = (role: Measured['role'], value: number | null, step = 100): Measured => ({
  step,
  role,
  metric: 'ssim',
  value,
});

test('the gap is measured from "output = input" to the teacher, at the latest step', () => {
  const measured = [ssim('input', 0.2), ssim('wider', 0.7), ssim('student', 0.3, 50), ssim('student', 0.66)];
  assert.ok(Math.abs(closedGap(measured, 'wider', 'ssim')! - 0.92) < 1e-9);
  assert.equal(
    resultSentence(measured, 41.3),
    'Student closes 92 % of the gap between “output = input” and the wider teacher (SSIM) with 41× fewer MACs',
  );
});

test('a teacher that is no better than its input gives no gap to close', () => {
  const measured = [ssim('input', 0.7), ssim('wider', 0.6), ssim('student', 0.65)];
  assert.equal(closedGap(measured, 'wider', 'ssim'), undefined);
  assert.equal(resultSentence(measured, 1), 'Student reaches SSIM 0.650 (“output = input”: 0.700)');
});

test('nothing is said of a run that was never measured, or whose value broke', () => {
  assert.equal(resultSentence([], 41), undefined);
  assert.equal(resultSentence([ssim('student', null)], 41), undefined);
});
