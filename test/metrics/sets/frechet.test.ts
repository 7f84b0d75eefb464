import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FeatureSet, symmetricFactor, type GaussianSummary } from '../../../core/metrics/sets/featureSet.ts';
import { frechetDistance } from '../../../core/metrics/sets/frechet.ts';
import { float64Algebra, type Matrix } from '../../../core/ops/native/float64.ts';
import { farthest, tf, wave } from '../../fixtures/tensorflow.ts';

const algebra = float64Algebra(tf);

function square(...rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows.length, values: Float64Array.from(rows.flat()) };
}

function gaussian(mean: readonly number[], covariance: Matrix): GaussianSummary {
  return { count: 2, mean: Float64Array.from(mean), factor: symmetricFactor(algebra, covariance) };
}

function setOf(rows: Float32Array, dimension: number): FeatureSet {
  const set = new FeatureSet(algebra, dimension);
  // In uneven pieces, as batches come.
  for (let at = 0; at < rows.length; at += 3 * dimension) set.add(rows.subarray(at, at + 3 * dimension));
  return set;
}

/** FᵀF */
function covarianceOf({ factor }: GaussianSummary): Float64Array {
  return algebra.multiply(factor, factor, { first: true }).values;
}

test('float64 matrices come back from TensorFlow unrounded', () => {
  const third = { rows: 1, columns: 2, values: Float64Array.of(1 / 3, Math.PI * 1e-300) };
  const one = square([1, 0], [0, 1]);
  assert.deepEqual(algebra.multiply(third, one).values, third.values);
});

test('unit covariances and means a unit apart in 2048 dimensions: 2048', () => {
  const values = new Float64Array(2048 ** 2);
  for (let at = 0; at < 2048; at++) values[at * 2049] = 1;
  const factor = { rows: 2048, columns: 2048, values };
  const mean = new Float64Array(2048);
  const distance = frechetDistance(algebra, { count: 2, mean, factor }, { count: 2, mean: mean.map(() => 1), factor });
  assert.ok(Math.abs(distance - 2048) < 1e-8, String(distance));
});

test('two-dimensional Gaussians: the closed form', () => {
  const first = gaussian([0, 0], square([2, 1], [1, 3]));
  const second = gaussian([1, 2], square([1, 0.5], [0.5, 2]));
  assert.ok(Math.abs(frechetDistance(algebra, first, second) - 5.275731806028582) < 1e-12);
  const diagonal = [square([4, 0], [0, 9]), square([1, 0], [0, 16])].map((matrix) => gaussian([5, 5], matrix));
  assert.ok(Math.abs(frechetDistance(algebra, diagonal[0]!, diagonal[1]!) - 2) < 1e-12);
});

test('black, grey and white pictures, with the channel means as features: mean ½, covariances ¼', () => {
  const set = new FeatureSet(algebra, 3);
  for (const level of [0, 127 / 255, 1]) set.add(Float32Array.of(level, level, level));
  const summary = set.summary();
  assert.ok(farthest(summary.mean, [0.5, 0.5, 0.5]) < 1e-3);
  assert.ok(farthest(covarianceOf(summary), new Array<number>(9).fill(0.25)) < 1e-4);
});

test('a set that is folded block by block has the statistics of all its rows', () => {
  const [rows, dimension] = [50, 6];
  const features = wave([rows, dimension]).map((value) => 1000 + value);
  const mean = Array.from({ length: dimension }, (_, column) => {
    return Array.from({ length: rows }, (_, row) => features[row * dimension + column]!).reduce((a, b) => a + b) / rows;
  });
  const covariance = mean.flatMap((meanA, a) =>
    mean.map((meanB, b) => {
      const products = Array.from({ length: rows }, (_, row) => {
        return (features[row * dimension + a]! - meanA) * (features[row * dimension + b]! - meanB);
      });
      return products.reduce((sum, product) => sum + product) / (rows - 1);
    }),
  );
  const summary = setOf(features, dimension).summary();
  assert.equal(summary.count, rows);
  assert.ok(farthest(summary.mean, mean) < 1e-10);
  assert.ok(farthest(covarianceOf(summary), covariance) < 1e-10);
});

test('few pictures and many give the same distance by their two ways', () => {
  const dimension = 12;
  const [first, second] = [wave([dimension, dimension]), wave([dimension, dimension], 2)];
  const few = frechetDistance(algebra, setOf(first, dimension).summary(), setOf(second, dimension).summary());
  // Every picture twice: the same means, covariances smaller by the unbiased divisor (d − 1) · 2 / (2 d − 1).
  const twice = (rows: Float32Array): GaussianSummary => setOf(Float32Array.of(...rows, ...rows), dimension).summary();
  const shrink = (2 * (dimension - 1)) / (2 * dimension - 1);
  const [a, b] = [setOf(first, dimension).summary().mean, setOf(second, dimension).summary().mean];
  const meanPart = a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0);
  const many = frechetDistance(algebra, twice(first), twice(second));
  assert.ok(Math.abs((many - meanPart) / shrink - (few - meanPart)) < 1e-6, `${many} ${few}`);
});

test('a set is at no distance from itself, and one picture is no set', () => {
  const summary = setOf(wave([40, 8]), 8).summary();
  assert.ok(Math.abs(frechetDistance(algebra, summary, summary)) < 1e-6);
  assert.throws(() => setOf(wave([1, 8]), 8).summary(), /at least 2/);
});
