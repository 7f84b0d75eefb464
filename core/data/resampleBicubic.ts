/**
 * Bicubic resizing of 8-bit pictures, bit for bit as Pillow does it (`Image.resize(size, BICUBIC)`), which is what the
 * official transforms use. Other resamplers differ by whole grey levels, and a network learns from such differences.
 *
 * Two passes, along rows and along columns, each rounded to 8 bits. The kernel (Keys 1981, a = −0.5) is stretched by
 * the reduction factor, so reducing averages instead of skipping. Weights are fixed-point integers.
 */
import type { Pixels } from './pixels.ts';

/** 8 bits for the sample and 2 for overshoot leave 22 bits of a 32-bit sum for the fraction. */
const PRECISION_BITS = 22;
const KERNEL_RADIUS = 2;
const KEYS_A = -0.5;

/** The inputs of output sample o: `count[o]` inputs from `first[o]` on, with weights from `weights[o · stride]` on. */
interface Taps<Weights> {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Weights;
  readonly stride: number;
}

/** Resizes to `width` × `height` pixels. A pass whose size does not change is skipped. */
export function resampleBicubic(picture: Pixels, width: number, height: number): Pixels {
  if (columnsFirst(picture, width, height)) return resampleRows(resampleColumns(picture, height), width);
  return resampleColumns(resampleRows(picture, width), height);
}

/**
 * Which pass comes first matters, since each is rounded. Pillow 13 works along columns first where that loses many more
 * rows than columns; older versions always began with rows and differ by a grey level for such pictures.
 */
function columnsFirst(picture: Pixels, width: number, height: number): boolean {
  const rowsLost = picture.height - height;
  return rowsLost > 0 && rowsLost > 2 * (picture.width - width);
}

function resampleRows(picture: Pixels, width: number): Pixels {
  if (picture.width === width) return picture;
  const { height, channels, data } = picture;
  const taps = fixedTaps(picture.width, width);
  const result = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    const row = y * picture.width * channels;
    for (let x = 0; x < width; x++) {
      const start = row + taps.first[x]! * channels;
      for (let channel = 0; channel < channels; channel++) {
        result[at++] = weightedSum(data, start + channel, channels, taps, x);
      }
    }
  }
  return { width, height, channels, data: result };
}

function resampleColumns(picture: Pixels, height: number): Pixels {
  if (picture.height === height) return picture;
  const { width, channels, data } = picture;
  const rowLength = width * channels;
  const taps = fixedTaps(picture.height, height);
  const result = new Uint8Array(rowLength * height);
  for (let y = 0, at = 0; y < height; y++) {
    const start = taps.first[y]! * rowLength;
    for (let column = 0; column < rowLength; column++) {
      result[at++] = weightedSum(data, start + column, rowLength, taps, y);
    }
  }
  return { width, height, channels, data: result };
}

function weightedSum(data: Uint8Array, start: number, step: number, taps: Taps<Int32Array>, output: number): number {
  const count = taps.count[output]!;
  const weights = taps.weights;
  let weight = output * taps.stride;
  let sum = 1 << (PRECISION_BITS - 1);
  for (let tap = 0, at = start; tap < count; tap++, at += step) {
    sum += data[at]! * weights[weight++]!;
  }
  const value = sum >> PRECISION_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Weights in units of 2^−22. */
function fixedTaps(inputSize: number, outputSize: number): Taps<Int32Array> {
  const taps = exactTaps(inputSize, outputSize);
  return { ...taps, weights: Int32Array.from(taps.weights, toFixedPoint) };
}

/** Weights that add up to 1 for each output sample; also those of Pillow's float pictures. */
export function exactTaps(inputSize: number, outputSize: number): Taps<Float64Array> {
  const scale = inputSize / outputSize;
  const stretch = Math.max(scale, 1);
  const shrink = 1 / stretch;
  const support = KERNEL_RADIUS * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(outputSize);
  const count = new Int32Array(outputSize);
  const weights = new Float64Array(outputSize * stride);
  for (let output = 0; output < outputSize; output++) {
    const center = (output + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(center + support + 0.5));
    first[output] = begin;
    count[output] = end - begin;
    const exact = Array.from({ length: end - begin }, (_, tap) => keysKernel((begin + tap - center + 0.5) * shrink));
    const total = exact.reduce((sum, weight) => sum + weight, 0);
    weights.set(
      exact.map((weight) => weight / total),
      output * stride,
    );
  }
  return { first, count, weights, stride };
}

/** Rounds half away from zero. */
function toFixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** PRECISION_BITS + (weight < 0 ? -0.5 : 0.5));
}

function keysKernel(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((KEYS_A + 2) * x - (KEYS_A + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * KEYS_A;
  return 0;
}
