/** How the exported file wants its pictures and gives them back: numbers and their order. The engine's own is NHWC, −1…1. */
import type { ImageShape } from '../data/batch.ts';
import type { Convention } from '../pipeline/index.ts';
import { nchwToNhwc, nhwcToNchw } from '../weights/layout.ts';

export type { Convention } from '../pipeline/index.ts';

/** Pictures in the engine's convention, NHWC, −1…1. */
export interface Pictures {
  readonly values: Float32Array;
  readonly shape: ImageShape;
}

/** Numbers with the shape a file has for them. */
export interface FileTensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Half of the distance from black to white on the scale 0…255; black is −1 for the engine. */
export const HALF_RANGE = 127.5;

/** What the file is to be given for these pictures. */
export function toFile({ values, shape }: Pictures, { range, layout }: Convention): FileTensor {
  const [count, height, width, channels] = shape;
  const scaled = range === '-1..1' ? values : values.map((value) => (value + 1) * HALF_RANGE);
  if (layout === 'NHWC') return { values: scaled, shape };
  const fileShape = [count, channels, height, width];
  return { values: nhwcToNchw(scaled, fileShape), shape: fileShape };
}

/** The pictures that the file's answer stands for. */
export function fromFile({ values, shape }: FileTensor, { range, layout }: Convention): Pictures {
  const scaled = range === '-1..1' ? values : values.map((value) => value / HALF_RANGE - 1);
  const [count = 0, second = 0, third = 0, fourth = 0] = shape;
  if (layout === 'NHWC') return { values: scaled, shape: [count, second, third, fourth] };
  return { values: nchwToNhwc(scaled, shape), shape: [count, third, fourth, second] };
}
