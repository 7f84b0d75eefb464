/** Smooths noisy numbers for the eye. */
import type { BlockExtremes } from './extremes.ts';
import { GrowingColumn } from './growingColumn.ts';

/**
 * The weight with which `count` points look as smooth as a thousand do with `smoothing`: a long run is drawn in as many
 * pixels as a short one. It changes only when the points have doubled.
 */
export function weightFor(smoothing: number, count: number): number {
  const stretch = 2 ** Math.max(0, Math.ceil(Math.log2(count / 1000)));
  return smoothing ** (1 / stretch);
}

/**
 * Exponential moving average with bias correction: mₙ = w·mₙ₋₁ + (1 − w)·yₙ, shown as mₙ / (1 − wⁿ), so that the first
 * points are not pulled towards 0 (Kingma, Ba, "Adam", 2015, §3). `weight` is 0 … below 1. Broken values (NaN, ±Infinity)
 * stay gaps and do not count. It goes on where it stopped when the numbers have grown.
 */
export class Smoother {
  readonly weight: number;
  private readonly smoothed = new GrowingColumn();
  private mean = 0;
  private remaining = 1;

  constructor(weight: number) {
    this.weight = weight;
  }

  /** The averages of all `values`, which must begin with those of the call before. */
  smooth(values: ArrayLike<number>): Float64Array {
    for (let index = this.smoothed.length; index < values.length; index += 1)
      this.smoothed.push(this.next(values[index]!));
    return this.smoothed.view();
  }

  /** Extremes of what the last `smooth` has returned. */
  get blocks(): BlockExtremes {
    return this.smoothed.blocks;
  }

  private next(value: number): number {
    if (!Number.isFinite(value)) return NaN;
    this.mean = this.weight * this.mean + (1 - this.weight) * value;
    this.remaining *= this.weight;
    return this.mean / (1 - this.remaining);
  }
}
