/** Gradients of a recorded step against ours. */
import type { ExpectedOutput } from '../referenceSet.ts';
import { largestDifference, relativeL2, type Report } from '../report.ts';

/** `atol`, or relative L2 ≤ max(`least`, 10 × the gap between the authors' float32 and float64). */
export function judgeGradient(
  report: Report,
  output: string,
  actual: Float32Array,
  expected: Float32Array,
  { atol = 0, f32_vs_f64: gap = 0, max_abs: scale = 0 }: Partial<ExpectedOutput> = {},
  least: number,
): void {
  if (largestDifference(actual, expected) <= atol) {
    report.tensor(output, actual, expected, atol);
    return;
  }
  const tolerance = Math.max(least, (10 * gap) / Math.max(scale, 1e-12));
  report.judge(`${output} (relative L2)`, relativeL2(actual, expected), tolerance);
}
