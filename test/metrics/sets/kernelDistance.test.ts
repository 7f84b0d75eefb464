import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelDistance } from '../../../core/metrics/sets/kernelDistance.ts';
import { float64Algebra } from '../../../core/ops/native/float64.ts';
import { tf, wave } from '../../fixtures/tensorflow.ts';

const algebra = float64Algebra(tf);

function rowsOf(values: Float32Array, dimension: number): Float32Array[] {
  return Array.from({ length: values.length / dimension }, (_, row) => {
    return values.slice(row * dimension, (row + 1) * dimension);
  });
}

test('KID of three pictures each: the value worked out by hand', () => {
  const first = rowsOf(Float32Array.of(0, 1, 1, 0, 1, 1), 2);
  const second = rowsOf(Float32Array.of(1, 2, 0, 0, 2, 1), 2);
  assert.ok(Math.abs(kernelDistance(algebra, first, second, 1) - -0.4166666667) < 1e-9);
});

test('subsets repeat with the seed, and differ with another one', () => {
  const subsets = { count: 20, size: 100 };
  const [first, second] = [
    rowsOf(wave([150, 4]), 4),
    rowsOf(
      wave([130, 4], 1).map((value) => value + 0.5),
      4,
    ),
  ];
  const value = kernelDistance(algebra, first, second, 7, subsets);
  assert.equal(kernelDistance(algebra, first, second, 7, subsets), value);
  const other = kernelDistance(algebra, first, second, 8, subsets);
  assert.notEqual(other, value);
  assert.ok(Math.abs(other - value) < 0.1 * Math.abs(value), `${value} and ${other}`);
});

test('one picture is not enough', () => {
  assert.throws(() => kernelDistance(algebra, rowsOf(wave([1, 4]), 4), rowsOf(wave([5, 4]), 4), 1), /at least 2/);
});
