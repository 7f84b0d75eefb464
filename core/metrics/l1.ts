/** Mean absolute difference of pictures. */
import type { BatchShape } from './imageBatch.ts';
import { mapPictures } from './imageBatch.ts';

/**
 * Mean |first − second| of each picture, 0 … 2: on the networks' own scale −1 … 1, like the reconstruction loss, so both
 * numbers can be compared. Batches are NHWC.
 */
export function l1PerPicture(first: Float32Array, second: Float32Array, shape: BatchShape): number[] {
  return mapPictures(first, second, shape, meanAbsoluteDifference);
}

function meanAbsoluteDifference(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += Math.abs(first[at]! - second[at]!);
  return sum / first.length;
}
