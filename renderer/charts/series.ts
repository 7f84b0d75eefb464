/** A line of a chart as two columns of numbers that can grow while a run is live. */

import type { BlockExtremes } from './extremes.ts';

/** x ascending; a y of NaN or ±Infinity is a step whose value broke: the line has a gap there. */
export interface Series {
  readonly length: number;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Extremes of y, where they were collected. */
  readonly blocks?: BlockExtremes | undefined;
}

/** Wraps two equally long columns. Throws a `RangeError` if they are not. */
export function seriesOf(x: ArrayLike<number>, y: ArrayLike<number>, blocks?: BlockExtremes): Series {
  if (x.length !== y.length) throw new RangeError(`A series has ${x.length} positions but ${y.length} values.`);
  return { length: x.length, x, y, blocks };
}

/** Index of the first x in `part` (default: the whole series) that is not below `value`; the part's end if there is none. */
export function lowerBound(
  series: Series,
  value: number,
  part: { readonly first?: number; readonly end?: number } = {},
): number {
  let low = part.first ?? 0;
  let high = part.end ?? series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (series.x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the point whose x is closest to `value`; undefined for an empty series. */
export function nearestIndex(series: Series, value: number): number | undefined {
  if (series.length === 0) return undefined;
  const after = Math.min(lowerBound(series, value), series.length - 1);
  const before = Math.max(after - 1, 0);
  return value - series.x[before]! < series.x[after]! - value ? before : after;
}
