import type { HostImages } from '../../core/distill/runner.ts';

/** Pictures of uniform noise: what is in them changes neither time nor memory. */
export function noise(shape: HostImages['shape']): HostImages {
  const count = shape.reduce((product, size) => product * size, 1);
  return { shape, values: Float32Array.from({ length: count }, () => Math.random() * 2 - 1) };
}
