/** How much two pictures differ: a heat map and its numbers. */
import { psnrPerPicture } from '../../core/metrics/psnr.ts';
import { ssimPerPicture } from '../../core/metrics/ssim.ts';
import { heatColour } from './heat.ts';

/** RGBA, 0 … 255, as a canvas gives it. */
export interface PictureData {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export interface Difference {
  /** RGBA of the same size: dark where the pictures agree, bright where they differ. */
  readonly heat: Uint8ClampedArray<ArrayBuffer>;
  /** The difference that has the brightest colour, 0 … 255. */
  readonly fullHeat: number;
  /** Mean of |a − b| over pixels and channels, 0 … 255. */
  readonly meanAbsolute: number;
  /** The largest difference of one channel of one pixel, 0 … 255. */
  readonly maximum: number;
  /** Decibels; Infinity for equal pictures. */
  readonly psnr: number;
  /** As on the evaluation (core/metrics/ssim.ts); undefined for pictures smaller than its window of 11 × 11. */
  readonly ssim: number | undefined;
}

const SSIM_WINDOW = 11;
/** Differences that can get the brightest colour; small ones, so that good pictures show their faults too. */
const FULL_HEATS = [32, 64, 128, 255] as const;
/** Share of the pixels that may be brighter than the scale. */
const CLIPPED_SHARE = 0.01;

/** Throws a `RangeError` with both sizes if they differ: there is nothing to compare then. */
export function differenceOf(first: PictureData, second: PictureData): Difference {
  const { width, height } = first;
  if (width !== second.width || height !== second.height) {
    throw new RangeError(
      `The pictures have different sizes (${width} × ${height} and ${second.width} × ${second.height} pixels), so they cannot be compared pixel by pixel.`,
    );
  }
  const { perPixel, maximum } = distancesOf(first, second);
  const fullHeat = fullHeatOf(perPixel);
  const [a, b] = [toNetworkScale(first), toNetworkScale(second)];
  const shape = [1, height, width, 3] as const;
  return {
    heat: paintHeat(perPixel, fullHeat),
    fullHeat,
    meanAbsolute: perPixel.reduce((sum, distance) => sum + distance, 0) / perPixel.length,
    maximum,
    psnr: psnrPerPicture(a, b, shape)[0]!,
    ssim: Math.min(width, height) < SSIM_WINDOW ? undefined : ssimPerPicture(a, b, shape)[0]!,
  };
}

/** Mean |a − b| of each pixel's three channels, and the largest of one channel. */
function distancesOf(first: PictureData, second: PictureData): { perPixel: Float64Array; maximum: number } {
  const perPixel = new Float64Array(first.width * first.height);
  let maximum = 0;
  for (let pixel = 0; pixel < perPixel.length; pixel += 1) {
    let sum = 0;
    for (let at = pixel * 4; at < pixel * 4 + 3; at += 1) {
      const distance = Math.abs(first.data[at]! - second.data[at]!);
      sum += distance;
      if (distance > maximum) maximum = distance;
    }
    perPixel[pixel] = sum / 3;
  }
  return { perPixel, maximum };
}

function fullHeatOf(perPixel: Float64Array): number {
  const allowed = perPixel.length * CLIPPED_SHARE;
  return FULL_HEATS.find((full) => perPixel.filter((distance) => distance > full).length <= allowed) ?? 255;
}

function paintHeat(perPixel: Float64Array, fullHeat: number): Uint8ClampedArray<ArrayBuffer> {
  const heat = new Uint8ClampedArray(perPixel.length * 4);
  perPixel.forEach((distance, pixel) => heat.set([...heatColour(distance / fullHeat), 255], pixel * 4));
  return heat;
}

/** NHWC floats −1 … 1 without the opacity. */
function toNetworkScale({ width, height, data }: PictureData): Float32Array {
  const values = new Float32Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      values[pixel * 3 + channel] = data[pixel * 4 + channel]! / 127.5 - 1;
    }
  }
  return values;
}
