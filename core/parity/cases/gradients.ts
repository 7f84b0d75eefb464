/** Gradients of a recorded step, and what the optimiser made of them, against ours. */
import type { ExpectedOutput } from '../referenceSet.ts';
import { largestDifference, relativeL2, type Report } from '../report.ts';

/**
 * `atol`, or relative L2 ≤ max(`least`, 10 × the gap between the authors' float32 and float64); where neither holds, at most
 * what rounding alone does to this gradient (`conditioning`, asked only then).
 */
export function judgeGradient(
  report: Report,
  output: string,
  actual: Float32Array,
  expected: Float32Array,
  { atol = 0, f32_vs_f64: gap = 0, max_abs: scale = 0 }: Partial<ExpectedOutput> = {},
  least: number,
  conditioning: () => number,
): void {
  if (largestDifference(actual, expected) <= atol) {
    report.tensor(output, actual, expected, atol);
    return;
  }
  const difference = relativeL2(actual, expected);
  const tolerance = Math.max(least, (10 * gap) / Math.max(scale, 1e-12));
  if (difference <= tolerance) report.judge(`${output} (relative L2)`, difference, tolerance);
  else report.judge(`${output} (relative L2, rounding measured)`, difference, Math.max(tolerance, conditioning()));
}

/** Part of an update that counts as rounding (reference README). */
const UPDATE_ROUNDING = 0.1;

/**
 * A variable after some steps, judged by its whole update: ‖ours − theirs‖ / ‖theirs − start‖ ≤ max(0.1, 5 × the authors'
 * float32 against float64), or at most what rounding alone does (`conditioning`, asked only then).
 */
export function judgeUpdate(
  report: Report,
  output: string,
  { actual, expected, start }: Readonly<Record<'actual' | 'expected' | 'start', Float32Array>>,
  gap: number,
  conditioning: () => number,
): void {
  const difference = relativeL2(actual, expected, start);
  const tolerance = Math.max(5 * gap, UPDATE_ROUNDING);
  if (difference <= tolerance) report.judge(`${output} (update, relative L2)`, difference, tolerance);
  else
    report.judge(`${output} (update, relative L2, rounding measured)`, difference, Math.max(tolerance, conditioning()));
}
