/** Smooths a noisy series for the eye. */
import { seriesOf, type Series } from './series.ts';

/**
 * Exponential moving average with bias correction: mₙ = w·mₙ₋₁ + (1 − w)·yₙ, shown as mₙ / (1 − wⁿ), so that the first
 * points are not pulled towards 0 (Kingma, Ba, "Adam", 2015, §3). `weight` 0 … below 1; 0 changes nothing. Broken values
 * (NaN, ±Infinity) stay gaps and do not count.
 */
export function smooth(series: Series, weight: number): Series {
  if (weight === 0) return series;
  const smoothed = new Float64Array(series.length);
  let mean = 0;
  let remaining = 1;
  for (let index = 0; index < series.length; index += 1) {
    const value = series.y[index]!;
    if (!Number.isFinite(value)) {
      smoothed[index] = NaN;
      continue;
    }
    mean = weight * mean + (1 - weight) * value;
    remaining *= weight;
    smoothed[index] = mean / (1 - remaining);
  }
  return seriesOf(series.x, smoothed);
}
