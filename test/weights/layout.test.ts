import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fromTorchLayout,
  nchwToNhwc,
  nhwcToNchw,
  torchShapeOf,
  toTorchLayout,
  type WeightLayout,
} from '../../core/weights/layout.ts';

const COUNTING = (length: number): Float32Array => Float32Array.from({ length }, (_, index) => index);

/** Where the element at `index` lies in a row-major array of `shape`. */
function offset(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((sum, size, axis) => sum * size + index[axis]!, 0);
}

/** Kind, our shape, and how our index [a, b, c, d] is written in PyTorch's order. */
const KERNELS: readonly [WeightLayout, number[], (index: readonly number[]) => number[]][] = [
  [{ kind: 'conv', shape: [2, 3, 4, 5] }, [5, 4, 2, 3], ([h, w, i, o]) => [o!, i!, h!, w!]],
  [{ kind: 'convTranspose', shape: [2, 3, 4, 5] }, [5, 4, 2, 3], ([h, w, o, i]) => [i!, o!, h!, w!]],
  [{ kind: 'depthwiseConv', shape: [2, 3, 4, 1] }, [4, 1, 2, 3], ([h, w, c]) => [c!, 0, h!, w!]],
];

for (const [weight, torchShape, torchIndex] of KERNELS) {
  test(`${weight.kind} weights change from PyTorch's order to ours and back`, () => {
    const torchValues = COUNTING(weight.shape.reduce((product, size) => product * size, 1));
    const ours = fromTorchLayout(weight, torchValues);
    assert.deepEqual(torchShapeOf(weight), torchShape);
    for (const index of [
      [0, 0, 0, 0],
      [1, 2, 3, 0],
      [0, 1, 2, weight.shape[3]! - 1],
      [1, 0, 3, weight.shape[3]! - 1],
    ]) {
      assert.equal(ours[offset(weight.shape, index)], offset(torchShape, torchIndex(index)));
    }
    assert.deepEqual(toTorchLayout(weight, ours), torchValues);
  });
}

test('a vector keeps its order and becomes an array of its own', () => {
  const values = COUNTING(4);
  const copy = fromTorchLayout({ kind: 'vector', shape: [4] }, values);
  assert.deepEqual(copy, values);
  assert.notEqual(copy, values);
});

test('images change from NCHW to NHWC and back', () => {
  const shape = [2, 3, 4, 5];
  const values = COUNTING(120);
  const ours = nchwToNhwc(values, shape);
  assert.equal(ours[offset([2, 4, 5, 3], [1, 2, 3, 1])], offset(shape, [1, 1, 2, 3]));
  assert.deepEqual(nhwcToNchw(ours, shape), values);
});

test('a wrong number of values is refused with the shape', () => {
  assert.throws(
    () => fromTorchLayout({ kind: 'conv', shape: [3, 3, 2, 2] }, new Float32Array(35)),
    /The shape \[3, 3, 2, 2\] needs 36 values, but there are 35\./,
  );
});
