/** Thins a series to what the pixels of a chart can show, peaks kept. */
import type { Interval } from './interval.ts';
import { lowerBound, seriesOf, type Series } from './series.ts';

/**
 * The part of `series` inside `window`, with one point on each side so that the line reaches the edges, thinned to the
 * lowest and highest value of each of `columns` equally wide pixel columns, in their order. A column with a broken value
 * (NaN, ±Infinity) keeps a NaN, so that the gap stays visible. Few enough points come back as they are.
 */
export function thinToPixels(series: Series, window: Interval, columns: number): Series {
  const first = Math.max(lowerBound(series, window.from) - 1, 0);
  const end = Math.min(lowerBound(series, window.to) + 1, series.length);
  const kept = end - first <= columns * 2 ? indices(first, end) : extremes(series, { first, end }, window, columns);
  const x = kept.map((index) => series.x[index]!);
  const y = kept.map((index) => finiteOrNaN(series.y[index]!));
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
  const perColumn = columns / (window.to - window.from || 1);
  const kept: number[] = [];
  let index = first;
  while (index < end) {
    const column = Math.floor((series.x[index]! - window.from) * perColumn);
    let columnEnd = index + 1;
    while (columnEnd < end && Math.floor((series.x[columnEnd]! - window.from) * perColumn) === column) columnEnd += 1;
    keepExtremes(series, index, columnEnd, kept);
    index = columnEnd;
  }
  return kept;
}

function keepExtremes({ y }: Series, from: number, end: number, kept: number[]): void {
  let lowest = -1;
  let highest = -1;
  let broken = -1;
  for (let index = from; index < end; index += 1) {
    const value = y[index]!;
    if (!Number.isFinite(value)) broken = index;
    else {
      if (lowest < 0 || value < y[lowest]!) lowest = index;
      if (highest < 0 || value > y[highest]!) highest = index;
    }
  }
  const found = [...new Set([lowest, highest, broken])].filter((index) => index >= 0);
  kept.push(...found.sort((a, b) => a - b));
}
