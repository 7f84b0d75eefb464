/** How alike the student's pictures and its teachers' are: what tells a student in the "wrong valley" (see docs/results.md). */
import type { GeneratedPair } from './generateAll.ts';

/** Collects correlations over the pictures of one look at the networks. */
export class Likeness {
  private sum = 0;
  private count = 0;

  /** Pictures without a student or without teachers (plain pix2pix) do not count, nor do those of one flat colour. */
  add({ student, wider, deeper }: GeneratedPair['images']): void {
    for (const teacher of [wider, deeper]) {
      const value = student && teacher ? correlation(student.values, teacher.values) : NaN;
      if (Number.isNaN(value)) continue;
      this.sum += value;
      this.count += 1;
    }
  }

  /** Mean over pictures and teachers, −1 (negatives of each other) … 1; undefined if nothing could be compared. */
  get mean(): number | undefined {
    return this.count === 0 ? undefined : this.sum / this.count;
  }
}

/** Pearson's correlation of two equally long lists of numbers, −1 … 1; NaN if one of them is constant. */
export function correlation(first: Float32Array, second: Float32Array): number {
  const [firstMean, secondMean] = [mean(first), mean(second)];
  let [covariance, firstVariance, secondVariance] = [0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    const [a, b] = [first[at]! - firstMean, second[at]! - secondMean];
    covariance += a * b;
    firstVariance += a * a;
    secondVariance += b * b;
  }
  const scale = Math.sqrt(firstVariance * secondVariance);
  return scale === 0 ? NaN : covariance / scale;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
