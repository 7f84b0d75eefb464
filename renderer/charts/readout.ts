/** What a chart says about the place under the pointer. */
import type { ChartLine } from './plot.ts';
import { nearestIndex } from './series.ts';

export interface ReadoutRow {
  readonly line: ChartLine;
  readonly x: number;
  readonly value: number;
  /** Absent when smoothing is off. */
  readonly smoothed?: number;
}

/** The point of each line that is nearest to `x`; lines without points are left out. */
export function readoutAt(lines: readonly ChartLine[], x: number): ReadoutRow[] {
  return lines.flatMap((line) => {
    const index = nearestIndex(line.raw, x);
    if (index === undefined) return [];
    const smoothed = line.smoothed ? { smoothed: line.smoothed.y[index]! } : {};
    return [{ line, x: line.raw.x[index]!, value: line.raw.y[index]!, ...smoothed }];
  });
}

/** Four meaningful digits; a broken value says so. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? 'infinite' : '−infinite';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3).replaceAll('-', '−');
  return value.toPrecision(4).replace('-', '−');
}
