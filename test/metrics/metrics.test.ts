import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BatchShape } from '../../core/metrics/imageBatch.ts';
import { l1PerPicture } from '../../core/metrics/l1.ts';
import { psnrPerPicture } from '../../core/metrics/psnr.ts';
import { ssimPerPicture } from '../../core/metrics/ssim.ts';

const SHAPE: BatchShape = [2, 16, 20, 3];
const LENGTH = 16 * 20 * 3;

function filled(...values: readonly [number, number]): Float32Array {
  return Float32Array.from({ length: 2 * LENGTH }, (_, at) => values[at < LENGTH ? 0 : 1]);
}

/** Deterministic noise between −1 and 1. */
function noise(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, at) => Math.sin((at + 1) * 12.9898 + seed * 78.233) * 0.999);
}

function assertClose(actual: number | undefined, expected: number, tolerance = 1e-6): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

test('L1 is the mean absolute difference on the scale −1 … 1, picture by picture', () => {
  const [first, second] = l1PerPicture(filled(0.5, -1), filled(0.25, 1), SHAPE);
  assertClose(first, 0.25);
  assertClose(second, 2);
});

test('PSNR of a constant difference d is 20 log10(2 / d), and infinite for equal pictures', () => {
  const [first, second] = psnrPerPicture(filled(0.5, 0), filled(0.25, 0), SHAPE);
  assertClose(first, 20 * Math.log10(2 / 0.25), 1e-5);
  assert.equal(second, Infinity);
});

test('SSIM of equal pictures is 1', () => {
  const picture = noise(2 * LENGTH, 1);
  for (const value of ssimPerPicture(picture, picture, SHAPE)) assertClose(value, 1, 1e-12);
});

test('SSIM of two flat pictures is their luminance term alone', () => {
  // On 0 … 1 the levels are 0.75 and 0.5; variances and covariance are 0.
  const expected = (2 * 0.75 * 0.5 + 0.01 ** 2) / (0.75 ** 2 + 0.5 ** 2 + 0.01 ** 2);
  const [first] = ssimPerPicture(filled(0.5, 0), filled(0, 0), SHAPE);
  assertClose(first, expected);
});

test('SSIM of a picture and its negative is negative', () => {
  const picture = noise(2 * LENGTH, 2);
  for (const value of ssimPerPicture(
    picture,
    picture.map((x) => -x),
    SHAPE,
  ))
    assert.ok(value < -0.5, `${value}`);
});

test('SSIM equals the formula written out directly, window by window', () => {
  const shape: BatchShape = [1, 12, 11, 1];
  const x = noise(132, 3);
  const y = noise(132, 4).map((value, at) => 0.6 * x[at]! + 0.4 * value);
  assertClose(ssimPerPicture(x, y, shape)[0], (directSsim(x, y, 0) + directSsim(x, y, 1)) / 2, 1e-9);
});

/** One 11 × 11 window of pictures 11 pixels wide, with the two-dimensional Gaussian and central moments. */
function directSsim(x: Float32Array, y: Float32Array, top: number): number {
  const taps: { weight: number; x: number; y: number }[] = [];
  for (let row = 0; row < 11; row++) {
    for (let column = 0; column < 11; column++) {
      const weight = Math.exp(-((row - 5) ** 2 + (column - 5) ** 2) / (2 * 1.5 ** 2));
      const at = (top + row) * 11 + column;
      taps.push({ weight, x: (x[at]! + 1) / 2, y: (y[at]! + 1) / 2 });
    }
  }
  const total = taps.reduce((sum, tap) => sum + tap.weight, 0);
  const mean = (value: (tap: (typeof taps)[number]) => number) =>
    taps.reduce((sum, tap) => sum + (tap.weight / total) * value(tap), 0);
  const [mx, my] = [mean((tap) => tap.x), mean((tap) => tap.y)];
  const varianceX = mean((tap) => (tap.x - mx) ** 2);
  const varianceY = mean((tap) => (tap.y - my) ** 2);
  const covariance = mean((tap) => (tap.x - mx) * (tap.y - my));
  const [c1, c2] = [0.0001, 0.0009];
  return ((2 * mx * my + c1) * (2 * covariance + c2)) / ((mx ** 2 + my ** 2 + c1) * (varianceX + varianceY + c2));
}

test('batches that do not fit their shape, and pictures below the window, are refused', () => {
  assert.throws(
    () => l1PerPicture(new Float32Array(3), new Float32Array(4), [1, 1, 1, 3]),
    /need 3 values each, but have 3 and 4/,
  );
  assert.throws(
    () => ssimPerPicture(new Float32Array(100), new Float32Array(100), [1, 10, 10, 1]),
    /at least 11 × 11 pixels; these are 10 × 10/,
  );
});
