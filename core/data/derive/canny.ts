/**
 * Edges of a photograph after Canny (“A Computational Approach to Edge Detection”, PAMI 1986): Gaussian smoothing, Sobel
 * gradients, thinning to ridges of one pixel, and hysteresis between two thresholds. The thresholds follow the picture:
 * the high one lets a chosen share of its steepest pixels through, the low one is 0.4 of it.
 */
import { toGrey, type Pixels } from '../pixels.ts';
import { smooth, type Plane } from './gaussian.ts';

export interface EdgeSettings {
  /** Standard deviation of the smoothing, in pixels: larger draws fewer, rounder lines. */
  readonly smoothing: number;
  /** Share of the pixels, 0 … 1, whose gradient may start a line: larger draws more lines. */
  readonly detail: number;
}

/** Of the high threshold. Canny advises a ratio between 2 : 1 and 3 : 1. */
const LOW_THRESHOLD = 0.4;
/** Grey levels per pixel. Softer gradients are noise and shading, whatever else is in the picture. */
const LEAST_GRADIENT = 4;
const BLACK = 0;
const WHITE = 255;

/** Black lines on white, grey, the size of `picture`. */
export function drawEdges(picture: Pixels, { smoothing, detail }: EdgeSettings): Pixels {
  const grey = toGrey(picture);
  const { width, height } = grey;
  const gradient = sobel(smooth({ width, height, data: Float32Array.from(grey.data) }, smoothing));
  const ridges = thin(gradient);
  const high = Math.max(LEAST_GRADIENT, quantile(gradient.steepness, 1 - detail));
  const lines = linkFromStrong(ridges, width, high, high * LOW_THRESHOLD);
  return { width, height, channels: 1, data: lines.map((isLine) => (isLine === 1 ? BLACK : WHITE)) };
}

interface Gradient {
  readonly width: number;
  readonly height: number;
  /** Grey levels per pixel, to the right and downwards. */
  readonly across: Float32Array;
  readonly down: Float32Array;
  /** Length of both together. */
  readonly steepness: Float32Array;
}

/** Sobel's operator, divided by 8 so that a ramp of one level per pixel gives 1. */
function sobel({ width, height, data }: Plane): Gradient {
  const across = new Float32Array(data.length);
  const down = new Float32Array(data.length);
  const steepness = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const row = y * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - 1);
      const right = Math.min(width - 1, x + 1);
      const leftSum = data[above + left]! + 2 * data[row + left]! + data[below + left]!;
      const rightSum = data[above + right]! + 2 * data[row + right]! + data[below + right]!;
      const aboveSum = data[above + left]! + 2 * data[above + x]! + data[above + right]!;
      const belowSum = data[below + left]! + 2 * data[below + x]! + data[below + right]!;
      const pixel = row + x;
      across[pixel] = (rightSum - leftSum) / 8;
      down[pixel] = (belowSum - aboveSum) / 8;
      steepness[pixel] = Math.hypot(across[pixel]!, down[pixel]!);
    }
  }
  return { width, height, across, down, steepness };
}

/** Keeps the steepness where it is largest along the gradient's direction; 0 elsewhere and on the border. */
function thin({ width, height, across, down, steepness }: Gradient): Float32Array {
  const ridges = new Float32Array(steepness.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const pixel = y * width + x;
      const here = steepness[pixel]!;
      if (here === 0) continue;
      const stepX = Math.sign(across[pixel]!);
      const stepY = Math.sign(down[pixel]!) * width;
      const [flat, steep] = [Math.abs(across[pixel]!), Math.abs(down[pixel]!)];
      // The point one pixel along the gradient lies between a straight and a diagonal neighbour.
      const straight = flat >= steep ? stepX : stepY;
      const share = Math.min(flat, steep) / Math.max(flat, steep);
      const between = (from: number): number =>
        steepness[pixel + from * straight]! * (1 - share) + steepness[pixel + from * (stepX + stepY)]! * share;
      // One of the two comparisons is strict: of two equal pixels side by side, one stays.
      if (here > between(-1) && here >= between(1)) ridges[pixel] = here;
    }
  }
  return ridges;
}

/** The value that the share `fraction` of all values lies below, to 1/1024 of the largest. */
function quantile(values: Float32Array, fraction: number): number {
  const BINS = 1024;
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return 0;
  const counts = new Uint32Array(BINS);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value / largest) * BINS))]!++;
  let below = 0;
  let bin = 0;
  while (bin < BINS - 1 && below + counts[bin]! < fraction * values.length) below += counts[bin++]!;
  return (bin / BINS) * largest;
}

/** 1 for pixels of at least `high`, and of at least `low` that touch such a pixel, at a side or corner, over others. */
function linkFromStrong(ridges: Float32Array, width: number, high: number, low: number): Uint8Array {
  const lines = new Uint8Array(ridges.length);
  const waiting: number[] = [];
  const add = (pixel: number): void => {
    lines[pixel] = 1;
    waiting.push(pixel);
  };
  for (let pixel = 0; pixel < ridges.length; pixel++) if (ridges[pixel]! >= high) add(pixel);
  const neighbours = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    for (const step of neighbours) {
      // Ridges never lie on the border, so every neighbour exists.
      const neighbour = pixel + step;
      if (lines[neighbour] === 0 && ridges[neighbour]! >= low) add(neighbour);
    }
  }
  return lines;
}
