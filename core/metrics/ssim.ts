/**
 * Structural similarity, the *metric*: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility
 * to structural similarity", IEEE TIP 13 (2004).
 *
 *   SSIM = (2 μx μy + C1)(2 σxy + C2) / ((μx² + μy² + C1)(σx² + σy² + C2)),  C1 = 0.01², C2 = 0.03²
 *
 * with an 11 × 11 Gaussian window (σ = 1.5), pictures scaled to 0 … 1, and only windows that lie wholly inside the
 * picture: the convention of published SSIM numbers. The training *loss* follows the official code instead (pictures
 * −1 … 1 with the same constants, zero padding), so the two numbers are not comparable.
 */
import type { BatchShape } from './imageBatch.ts';
import { requireSameShape } from './imageBatch.ts';

const WINDOW_SIZE = 11;
const WINDOW_SIGMA = 1.5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

const WINDOW = gaussianWindow();

/** A single channel of a picture. */
interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

/**
 * Mean SSIM of each picture over window positions and channels, −1 … 1; 1 for equal pictures. Batches are NHWC, −1 … 1.
 * Throws a `RangeError` for pictures smaller than the window.
 */
export function ssimPerPicture(first: Float32Array, second: Float32Array, shape: BatchShape): number[] {
  requireSameShape(first, second, shape);
  const [count, height, width, channels] = shape;
  if (height < WINDOW_SIZE || width < WINDOW_SIZE) {
    throw new RangeError(`SSIM needs pictures of at least 11 × 11 pixels; these are ${width} × ${height}.`);
  }
  return Array.from({ length: count }, (_, index) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += planeSsim(planeOf(first, shape, index, channel), planeOf(second, shape, index, channel));
    }
    return sum / channels;
  });
}

function planeSsim(x: Plane, y: Plane): number {
  const meanX = blur(x).values;
  const meanY = blur(y).values;
  const meanXX = blur(multiply(x, x)).values;
  const meanYY = blur(multiply(y, y)).values;
  const meanXY = blur(multiply(x, y)).values;
  let sum = 0;
  for (let at = 0; at < meanX.length; at++) {
    const [ux, uy] = [meanX[at]!, meanY[at]!];
    const varianceX = meanXX[at]! - ux * ux;
    const varianceY = meanYY[at]! - uy * uy;
    const covariance = meanXY[at]! - ux * uy;
    sum += ((2 * ux * uy + C1) * (2 * covariance + C2)) / ((ux * ux + uy * uy + C1) * (varianceX + varianceY + C2));
  }
  return sum / meanX.length;
}

/** One channel of one picture, scaled from −1 … 1 to 0 … 1. */
function planeOf(batch: Float32Array, shape: BatchShape, index: number, channel: number): Plane {
  const [, height, width, channels] = shape;
  const offset = index * height * width * channels + channel;
  const values = Float64Array.from({ length: height * width }, (_, at) => (batch[offset + at * channels]! + 1) / 2);
  return { width, height, values };
}

function multiply(first: Plane, second: Plane): Plane {
  return { ...first, values: first.values.map((value, at) => value * second.values[at]!) };
}

/** Weighted mean over every window that fits: the result is 10 pixels narrower and lower. */
function blur(plane: Plane): Plane {
  const width = plane.width - WINDOW_SIZE + 1;
  const height = plane.height - WINDOW_SIZE + 1;
  const rows = new Float64Array(width * plane.height);
  for (let y = 0, at = 0; y < plane.height; y++) {
    for (let x = 0; x < width; x++) rows[at++] = weightedSum(plane.values, y * plane.width + x, 1);
  }
  const values = new Float64Array(width * height);
  for (let at = 0; at < values.length; at++) values[at] = weightedSum(rows, at, width);
  return { width, height, values };
}

function weightedSum(values: Float64Array, start: number, step: number): number {
  let sum = 0;
  for (let tap = 0; tap < WINDOW_SIZE; tap++) sum += WINDOW[tap]! * values[start + tap * step]!;
  return sum;
}

function gaussianWindow(): Float64Array {
  const center = (WINDOW_SIZE - 1) / 2;
  const weights = Float64Array.from({ length: WINDOW_SIZE }, (_, tap) =>
    Math.exp(-((tap - center) ** 2) / (2 * WINDOW_SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
