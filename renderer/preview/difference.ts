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
/** The difference that gets the brightest colour: a quarter of the range, since most are small. */
export const FULL_HEAT = 64;

/** Throws a `RangeError` with both sizes if they differ: there is nothing to compare then. */
export function differenceOf(first: PictureData, second: PictureData): Difference {
  const { width, height } = first;
  if (width !== second.width || height !== second.height) {
    throw new RangeError(
      `The pictures have different sizes (${width} × ${height} and ${second.width} × ${second.height} pixels), so they cannot be compared pixel by pixel.`,
    );
  }
  const heat = new Uint8ClampedArray(first.data.length);
  let sum = 0;
  let maximum = 0;
  for (let at = 0; at < first.data.length; at += 4) {
    let pixelSum = 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const distance = Math.abs(first.data[at + channel]! - second.data[at + channel]!);
      pixelSum += distance;
      if (distance > maximum) maximum = distance;
    }
    sum += pixelSum;
    heat.set(heatColour(pixelSum / 3 / FULL_HEAT), at);
    heat[at + 3] = 255;
  }
  const [a, b] = [toNetworkScale(first), toNetworkScale(second)];
  const shape = [1, height, width, 3] as const;
  return {
    heat,
    meanAbsolute: sum / (width * height * 3),
    maximum,
    psnr: psnrPerPicture(a, b, shape)[0]!,
    ssim: Math.min(width, height) < SSIM_WINDOW ? undefined : ssimPerPicture(a, b, shape)[0]!,
  };
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
