/** Which values a chart has to show. */
import { union, type Interval } from './interval.ts';
import type { ScaleKind } from './scale.ts';
import { lowerBound, type Series } from './series.ts';

/** From the first to the last x of all series; undefined if none has a point. */
export function xExtent(series: readonly Series[]): Interval | undefined {
  return series.reduce<Interval | undefined>((extent, { x, length }) => {
    return length === 0 ? extent : union(extent, { from: x[0]!, to: x[length - 1]! });
  }, undefined);
}

export interface ExtentOptions {
  readonly kind: ScaleKind;
  /** Leave out the highest and lowest hundredth, so that one spike does not flatten all else. */
  readonly clipOutliers: boolean;
}

/** The y values that `series` show inside `window`, with room at both ends; 0 … 1 if there is nothing to show. */
export function yExtent(series: readonly Series[], window: Interval, { kind, clipOutliers }: ExtentOptions): Interval {
  const values = series.flatMap((line) => visibleValues(line, window, kind));
  if (values.length === 0) return kind === 'log' ? { from: 0.1, to: 1 } : { from: 0, to: 1 };
  const bounds = clipOutliers ? inner(values) : outer(values);
  return kind === 'log' ? paddedLog(bounds) : paddedLinear(bounds);
}

function visibleValues(series: Series, window: Interval, kind: ScaleKind): number[] {
  const values: number[] = [];
  for (
    let index = lowerBound(series, window.from);
    index < series.length && series.x[index]! <= window.to;
    index += 1
  ) {
    const value = series.y[index]!;
    if (Number.isFinite(value) && (kind === 'linear' || value > 0)) values.push(value);
  }
  return values;
}

function outer(values: readonly number[]): Interval {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return { from, to };
}

function inner(values: readonly number[]): Interval {
  const sorted = new Float64Array(values).sort();
  const last = sorted.length - 1;
  return { from: sorted[Math.floor(last * 0.01)]!, to: sorted[Math.ceil(last * 0.99)]! };
}

function paddedLinear({ from, to }: Interval): Interval {
  const room = (to - from) * 0.06 || Math.abs(from) * 0.1 || 1;
  // Losses are mostly positive: the axis starts at 0 rather than just below it.
  return { from: from >= 0 ? Math.max(from - room, 0) : from - room, to: to + room };
}

function paddedLog({ from, to }: Interval): Interval {
  const room = (to / from) ** 0.06;
  return room > 1.01 ? { from: from / room, to: to * room } : { from: from / 1.2, to: to * 1.2 };
}
