/**
 * The Fréchet distance of two sets of pictures (Heusel et al., "GANs trained by a two time-scale update rule", 2017): that
 * of two Gaussians with the sets' means and covariances,
 *
 *   d² = |μ₁ − μ₂|² + tr Σ₁ + tr Σ₂ − 2 tr √(Σ₁ Σ₂).
 *
 * With Σ = FᵀF the last trace is the sum of the singular values of F₁ F₂ᵀ: no root of a matrix that is not symmetric, no
 * imaginary parts, and with few pictures no d × d matrix at all.
 */
import type { Float64Algebra } from '../../ops/native/float64.ts';
import type { GaussianSummary } from './featureSet.ts';

/** d² of the formula, which is what is published as "FID". 0 for equal sets; 0 … ∞. */
export function frechetDistance(algebra: Float64Algebra, first: GaussianSummary, second: GaussianSummary): number {
  if (first.mean.length !== second.mean.length) {
    throw new RangeError(`Sets of ${first.mean.length} and of ${second.mean.length} features cannot be compared.`);
  }
  const meanDistance = first.mean.reduce((sum, value, index) => sum + (value - second.mean[index]!) ** 2, 0);
  const rootTrace = sumOfSingularValues(algebra, first, second);
  return meanDistance + sumOfSquares(first) + sumOfSquares(second) - 2 * rootTrace;
}

/** Of F₁ F₂ᵀ: the roots of the eigenvalues of its smaller square. Negative ones are rounding and count as 0. */
function sumOfSingularValues(algebra: Float64Algebra, first: GaussianSummary, second: GaussianSummary): number {
  const product = algebra.multiply(first.factor, second.factor, { second: true });
  const isWide = product.columns > product.rows;
  const square = algebra.multiply(product, product, isWide ? { second: true } : { first: true });
  return algebra.eigenvalues(square).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
}

/** tr FᵀF */
function sumOfSquares({ factor }: GaussianSummary): number {
  return factor.values.reduce((sum, value) => sum + value * value, 0);
}
