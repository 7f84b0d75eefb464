/** Thins a series to what the pixels of a chart can show, peaks kept. */
import { BlockExtremes } from './extremes.ts';
import type { Interval } from './interval.ts';
import { lowerBound, seriesOf, type Series } from './series.ts';

/** For series whose extremes nobody has collected. */
const NO_BLOCKS = new BlockExtremes();

/**
 * The part of `series` inside `window`, with one point on each side so that the line reaches the edges, thinned to the
 * lowest and highest value of each of `columns` equally wide pixel columns, in their order. A column with a broken value
 * (NaN, ±Infinity) keeps a NaN, so that the gap stays visible. Few enough points come back as they are.
 */
export function thinToPixels(series: Series, window: Interval, columns: number): Series {
  const first = Math.max(lowerBound(series, window.from) - 1, 0);
  const end = Math.min(lowerBound(series, window.to) + 1, series.length);
  const kept = end - first <= columns * 2 ? indices(first, end) : extremes(series, { first, end }, window, columns);
  const x = new Float64Array(kept.length);
  const y = new Float64Array(kept.length);
  kept.forEach((index, position) => {
    x[position] = series.x[index]!;
    y[position] = finiteOrNaN(series.y[index]!);
  });
  return seriesOf(x, y);
}

function indices(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, offset) => first + offset);
}

function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

interface Part {
  readonly first: number;
  /** Before this index. */
  readonly end: number;
}

/** Positions of the extremes of each column, ascending. */
function extremes(series: Series, { first, end }: Part, window: Interval, columns: number): number[] {
  const columnWidth = (window.to - window.from) / columns;
  const kept: number[] = [];
  let from = first;
  for (let column = 0; column <= columns && from < end; column += 1) {
    const columnEnd =
      column === columns ? end : columnEndOf(series, { first: from, end }, window.from + (column + 1) * columnWidth);
    if (columnEnd > from) keepExtremes(series, from, columnEnd, kept);
    from = columnEnd;
  }
  return kept;
}

/** The first position in `part` that is not below `x`. It is near the part's start: strides grow until they are beyond it. */
function columnEndOf(series: Series, { first, end }: Part, x: number): number {
  let [before, stride] = [first, 1];
  while (before + stride < end && series.x[before + stride]! < x) {
    before += stride;
    stride *= 2;
  }
  return lowerBound(series, x, { first: before, end: Math.min(before + stride, end) });
}

function keepExtremes({ y, blocks }: Series, from: number, end: number, kept: number[]): void {
  const { lowest, highest, broken } = (blocks ?? NO_BLOCKS).between(y, from, end);
  const left = Math.min(lowest, highest);
  const right = Math.max(lowest, highest);
  if (broken >= 0 && broken < left) kept.push(broken);
  if (left >= 0) kept.push(left);
  if (broken > left && broken < right) kept.push(broken);
  if (right > left) kept.push(right);
  if (broken > right) kept.push(broken);
}
