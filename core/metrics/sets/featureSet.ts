/**
 * The features of a set of pictures, gathered picture by picture in memory that does not grow with their number: mean and
 * covariance in float64, and a random sample of the features themselves for metrics that need pairs of pictures.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Float64Algebra, Matrix } from '../../ops/native/float64.ts';

/** A set as a Gaussian: what the Fréchet distance reads. */
export interface GaussianSummary {
  /** Pictures. */
  readonly count: number;
  readonly mean: Float64Array<ArrayBuffer>;
  /** F with FᵀF = the unbiased covariance (divided by count − 1); as many rows as the covariance has rank, at most. */
  readonly factor: Matrix;
}

export interface SetSummary extends GaussianSummary {
  /** Features of at most `SAMPLE_ROWS` pictures, drawn without preference; a row each. */
  readonly sample: readonly Float32Array[];
}

/** So many pictures' features are kept as they are: 80 MB of Inception's. */
export const SAMPLE_ROWS = 10_000;
/** Which pictures those are must not depend on anything but the pictures. */
const SAMPLE_SEED = 10;

export class FeatureSet {
  readonly dimension: number;
  readonly #algebra: Float64Algebra;
  readonly #random = xoroshiro128plus(SAMPLE_SEED);
  /** Pictures that are in `#mean` and `#scatter`. */
  #folded = 0;
  readonly #mean: Float64Array<ArrayBuffer>;
  /** Sum of (x − mean)(x − mean)ᵀ; empty until the first block is full. */
  #scatter: Float64Array<ArrayBuffer> | undefined;
  /** The pictures after those, at most `dimension`. */
  #block: Float64Array<ArrayBuffer>[] = [];
  readonly #sample: Float32Array[] = [];

  constructor(algebra: Float64Algebra, dimension: number) {
    this.#algebra = algebra;
    this.dimension = dimension;
    this.#mean = new Float64Array(dimension);
  }

  get count(): number {
    return this.#folded + this.#block.length;
  }

  /** @param features one row of `dimension` numbers for each picture */
  add(features: Float32Array): void {
    if (features.length % this.dimension !== 0) {
      throw new RangeError(`${features.length} numbers are no whole rows of ${this.dimension} features.`);
    }
    for (let start = 0; start < features.length; start += this.dimension) {
      const row = features.subarray(start, start + this.dimension);
      this.#keepSome(row);
      this.#block.push(Float64Array.from(row));
      if (this.#block.length === this.dimension) this.#fold();
    }
  }

  /** Throws a `RangeError` for fewer than two pictures: they have no covariance. */
  summary(): SetSummary {
    const { count } = this;
    if (count < 2) throw new RangeError(`A set of ${count} pictures has no covariance; at least 2 are needed.`);
    const sample = this.#sample;
    // Few pictures: they are the factor, and no d × d matrix is needed.
    if (!this.#scatter) {
      const { mean, centred } = centre(this.#block, this.dimension);
      return { count, mean, factor: scaled(centred, 1 / Math.sqrt(count - 1)), sample };
    }
    if (this.#block.length > 0) this.#fold();
    const covariance = { rows: this.dimension, columns: this.dimension, values: this.#scatter };
    return {
      count,
      mean: this.#mean.slice(),
      factor: symmetricFactor(this.#algebra, scaled(covariance, 1 / (count - 1))),
      sample,
    };
  }

  /** Reservoir sampling (Vitter 1985, algorithm R): every picture is kept with the same probability. */
  #keepSome(row: Float32Array): void {
    if (this.#sample.length < SAMPLE_ROWS) {
      this.#sample.push(row.slice());
      return;
    }
    const place = uniformInt(this.#random, 0, this.count);
    if (place < SAMPLE_ROWS) this.#sample[place] = row.slice();
  }

  /** Adds the block to mean and scatter (Chan, Golub, LeVeque 1983), which subtracts no large numbers from each other. */
  #fold(): void {
    const { mean, centred } = centre(this.#block, this.dimension);
    const added = this.#block.length;
    const total = this.#folded + added;
    const own = this.#algebra.multiply(centred, centred, { first: true }).values;
    const scatter = (this.#scatter ??= new Float64Array(this.dimension ** 2));
    const shift = mean.map((value, index) => value - this.#mean[index]!);
    const weight = (this.#folded * added) / total;
    for (let row = 0, at = 0; row < this.dimension; row++) {
      const factor = weight * shift[row]!;
      for (let column = 0; column < this.dimension; column++, at++) {
        scatter[at]! += own[at]! + factor * shift[column]!;
      }
    }
    shift.forEach((value, index) => (this.#mean[index]! += (value * added) / total));
    this.#folded = total;
    this.#block = [];
  }
}

/** Fᵀ F = `matrix`, which is symmetric and, but for rounding, not negative: F = √Λ Vᵀ of its eigen decomposition. */
export function symmetricFactor(algebra: Float64Algebra, matrix: Matrix): Matrix {
  const { values, vectors } = algebra.eigen(matrix);
  const size = matrix.rows;
  const kept = Array.from(values.keys()).filter((index) => values[index]! > 0);
  const factor = new Float64Array(kept.length * size);
  kept.forEach((index, row) => {
    const root = Math.sqrt(values[index]!);
    for (let at = 0; at < size; at++) factor[row * size + at] = root * vectors.values[at * size + index]!;
  });
  return { rows: kept.length, columns: size, values: factor };
}

function centre(
  rows: readonly Float64Array[],
  dimension: number,
): { mean: Float64Array<ArrayBuffer>; centred: Matrix } {
  const mean = new Float64Array(dimension);
  for (const row of rows) row.forEach((value, index) => (mean[index]! += value / rows.length));
  const centred = rowsToMatrix(rows, dimension);
  for (let at = 0; at < centred.values.length; at++) centred.values[at]! -= mean[at % dimension]!;
  return { mean, centred };
}

/** Rows of equal length as one matrix. */
export function rowsToMatrix(rows: readonly ArrayLike<number>[], columns: number): Matrix {
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, index) => values.set(row, index * columns));
  return { rows: rows.length, columns, values };
}

function scaled(matrix: Matrix, factor: number): Matrix {
  return { ...matrix, values: matrix.values.map((value) => value * factor) };
}
