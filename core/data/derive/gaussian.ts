/** Gaussian smoothing of one plane of numbers. */

/** One plane of a picture as floats, row after row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Beyond this many standard deviations a Gaussian is not worth its multiplications (0.3 % of its mass). */
const REACH = 3;

/** Smooths with standard deviation `sigma`, in pixels; 0 changes nothing. The border's pixels are repeated outwards. */
export function smooth(plane: Plane, sigma: number): Plane {
  if (sigma <= 0) return plane;
  const kernel = gaussianKernel(sigma);
  return smoothRows(smoothRows(plane, kernel), kernel, true);
}

/** Weights from −radius to radius, which sum to 1. */
function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(REACH * sigma));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma ** 2))); // prettier-ignore
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** One pass along the rows, or with `columns` along the columns. */
function smoothRows(plane: Plane, kernel: Float64Array, columns = false): Plane {
  const { width, height, data } = plane;
  const radius = (kernel.length - 1) / 2;
  const [length, stride] = columns ? [height, width] : [width, 1];
  const result = new Float32Array(data.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const place = columns ? Math.floor(pixel / width) : pixel % width;
    const lineStart = pixel - place * stride;
    let sum = 0;
    for (let at = -radius; at <= radius; at++) {
      const neighbour = Math.min(length - 1, Math.max(0, place + at));
      sum += kernel[at + radius]! * data[lineStart + neighbour * stride]!;
    }
    result[pixel] = sum;
  }
  return { width, height, data: result };
}
