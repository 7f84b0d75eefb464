/**
 * KID, the kernel distance of two sets (Bińkowski et al., "Demystifying MMD GANs", 2018): the squared maximum mean
 * discrepancy with the kernel k(x, y) = (x · y / d + 1)³, estimated without bias and averaged over random subsets:
 *
 *   Σ_{i≠j} (k(xᵢ, xⱼ) + k(yᵢ, yⱼ)) / (m (m − 1)) − 2 Σ_{i,j} k(xᵢ, yⱼ) / m².
 *
 * Unlike the Fréchet distance its expectation does not depend on the number of pictures, so small sets can be compared.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Float64Algebra, Matrix } from '../../ops/native/float64.ts';
import { rowsToMatrix } from './featureSet.ts';

/** Which pictures are compared with each other. */
export interface Subsets {
  readonly count: number;
  /** Pictures of each set; fewer if a set has not as many. */
  readonly size: number;
}

/** The usual choice (clean-fid). */
export const KID_SUBSETS: Subsets = { count: 100, size: 1_000 };

/** The features of a set, a row for each picture. */
type Rows = readonly Float32Array[];

/**
 * Mean of the estimate over the subsets; may be a little below 0 for sets that are equally distributed. The same seed
 * draws the same subsets. Throws a `RangeError` for sets of fewer than two pictures.
 */
export function kernelDistance(
  algebra: Float64Algebra,
  first: Rows,
  second: Rows,
  seed: number,
  subsets: Subsets = KID_SUBSETS,
): number {
  const size = Math.min(subsets.size, first.length, second.length);
  if (size < 2) throw new RangeError(`KID needs at least 2 pictures of each set, but one has ${size}.`);
  const random = xoroshiro128plus(seed);
  // With no choice of pictures every subset is the whole set.
  const count = size === first.length && size === second.length ? 1 : subsets.count;
  let sum = 0;
  for (let subset = 0; subset < count; subset++) {
    sum += kernelEstimate(algebra, drawRows(first, size, random), drawRows(second, size, random));
  }
  return sum / count;
}

/** The estimate for two sets of equally many pictures. */
export function kernelEstimate(algebra: Float64Algebra, first: Matrix, second: Matrix): number {
  const size = first.rows;
  const within = sumOfKernel(algebra, first, first, true) + sumOfKernel(algebra, second, second, true);
  return within / (size * (size - 1)) - (2 * sumOfKernel(algebra, first, second, false)) / size ** 2;
}

/** Sum of (x · y / d + 1)³ over all pairs of rows, or over those off the diagonal. */
function sumOfKernel(algebra: Float64Algebra, first: Matrix, second: Matrix, offDiagonal: boolean): number {
  const products = algebra.multiply(first, second, { second: true });
  let sum = 0;
  for (let row = 0, at = 0; row < products.rows; row++) {
    for (let column = 0; column < products.columns; column++, at++) {
      if (offDiagonal && row === column) continue;
      const root = products.values[at]! / first.columns + 1;
      sum += root * root * root;
    }
  }
  return sum;
}

/** `count` different rows: the first steps of a Fisher–Yates shuffle. */
function drawRows(rows: Rows, count: number, random: RandomGenerator): Matrix {
  const order = Uint32Array.from({ length: rows.length }, (_, index) => index);
  const drawn = Array.from({ length: count }, (_, place) => {
    const other = uniformInt(random, place, rows.length - 1);
    const row = order[other]!;
    order[other] = order[place]!;
    return rows[row]!;
  });
  return rowsToMatrix(drawn, rows[0]!.length);
}
