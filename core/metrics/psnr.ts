/** Peak signal-to-noise ratio. */
import type { BatchShape } from './imageBatch.ts';
import { mapPictures } from './imageBatch.ts';

/** Black to white on the networks' scale −1 … 1. */
const PEAK = 2;

/**
 * 10 · log₁₀(peak² / mean squared error) of each picture, in decibels; `Infinity` for equal pictures. Higher is better.
 * Batches are NHWC, −1 … 1; the result is the same as on 0 … 1 or 0 … 255.
 */
export function psnrPerPicture(first: Float32Array, second: Float32Array, shape: BatchShape): number[] {
  return mapPictures(first, second, shape, (a, b) => 10 * Math.log10(PEAK ** 2 / meanSquaredDifference(a, b)));
}

function meanSquaredDifference(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += (first[at]! - second[at]!) ** 2;
  return sum / first.length;
}
