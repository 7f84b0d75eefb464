/** Between 8-bit pictures (0 … 255) and the networks' floats (−1 … 1), with the rounding of the official code. */
import type { Pixels } from './pixels.ts';

/** `ToTensor` then `Normalize(0.5, 0.5)`, each step rounded to float32 as PyTorch does. */
const FLOAT_OF_BYTE = Float32Array.from({ length: 256 }, (_, byte) => Math.fround(Math.fround(byte / 255) - 0.5) / 0.5);

/** Which square part of a picture to take, and whether to mirror it left to right. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly flip: boolean;
}

/** Writes a crop as floats −1 … 1 (rows, columns, channels) into `output` from `offset` on. */
export function writeCrop(picture: Pixels, crop: Crop, output: Float32Array, offset: number): void {
  const { width, channels, data } = picture;
  let at = offset;
  for (let y = 0; y < crop.size; y++) {
    const row = (crop.top + y) * width + crop.left;
    for (let x = 0; x < crop.size; x++) {
      const pixel = (row + (crop.flip ? crop.size - 1 - x : x)) * channels;
      for (let channel = 0; channel < channels; channel++) output[at++] = FLOAT_OF_BYTE[data[pixel + channel]!]!;
    }
  }
}

/**
 * Image `index` of an NHWC batch (−1 … 1) as 8-bit pixels: (x + 1) / 2 · 255, clipped, cut off (not rounded), like the
 * official `tensor2im`. Channels must be 1 or 3.
 */
export function toPixels(batch: Float32Array, shape: readonly number[], index = 0): Pixels {
  return pixelsOf(batch, shape, index, (level) => level);
}

/** The bytes that `writeCrop` made the floats of: rounded, not cut off. For loaded pictures, not for generated ones. */
export function toLoadedPixels(batch: Float32Array, shape: readonly number[], index = 0): Pixels {
  return pixelsOf(batch, shape, index, Math.round);
}

function pixelsOf(
  batch: Float32Array,
  shape: readonly number[],
  index: number,
  toWhole: (level: number) => number,
): Pixels {
  const [, height = 0, width = 0, channels = 0] = shape;
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`A picture needs 1 or 3 channels to be shown; this tensor is [${shape.join(', ')}] (NHWC).`);
  }
  const length = height * width * channels;
  const data = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    const level = Math.fround(Math.fround(Math.fround(batch[index * length + at]! + 1) / 2) * 255);
    data[at] = Math.max(0, Math.min(255, toWhole(level)));
  }
  return { width, height, channels, data };
}
