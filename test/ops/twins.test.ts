import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nativeOps } from '../../core/ops/native/index.ts';
import type { Ops } from '../../core/ops/ops.ts';
import { portableOps } from '../../core/ops/portable.ts';
import type { Tensor, Tensor1D, Tensor4D } from '../../core/ops/tensorflow.ts';
import { farthest, tf, wave } from '../fixtures/tensorflow.ts';

type Operation = (ops: Ops, inputs: Tensor4D[], vectors: Tensor1D[]) => Tensor;

interface Twin {
  readonly name: string;
  readonly images: readonly (readonly [number, number, number, number])[];
  readonly vectors?: readonly number[];
  readonly run: Operation;
}

const image = [2, 8, 6, 3] as const;
const twins: readonly Twin[] = [
  {
    name: 'a 3×3 convolution with padding 1',
    images: [image, [3, 3, 3, 5]],
    run: (o, [x, w]) => o.conv2d(x!, w!, 1, 1),
  },
  { name: 'a strided 3×3 convolution', images: [image, [3, 3, 3, 5]], run: (o, [x, w]) => o.conv2d(x!, w!, 2, 1) },
  { name: 'a strided 4×4 convolution', images: [image, [4, 4, 3, 5]], run: (o, [x, w]) => o.conv2d(x!, w!, 2, 1) },
  { name: 'a 4×4 convolution of stride 1', images: [image, [4, 4, 3, 5]], run: (o, [x, w]) => o.conv2d(x!, w!, 1, 1) },
  {
    name: 'a strided 4×4 convolution of an odd size',
    images: [
      [1, 7, 5, 3],
      [4, 4, 3, 2],
    ],
    run: (o, [x, w]) => o.conv2d(x!, w!, 2, 1),
  },
  {
    name: 'a transposed 3×3 convolution with output padding',
    images: [image, [3, 3, 4, 3]],
    run: (o, [x, w]) => o.convTranspose2d(x!, w!, { stride: 2, pad: 1, outputPadding: 1 }),
  },
  {
    name: 'a transposed 4×4 convolution',
    images: [image, [4, 4, 4, 3]],
    run: (o, [x, w]) => o.convTranspose2d(x!, w!, { stride: 2, pad: 1, outputPadding: 0 }),
  },
  {
    name: 'a transposed convolution whose output padding passes its padding',
    images: [image, [2, 2, 4, 3]],
    run: (o, [x, w]) => o.convTranspose2d(x!, w!, { stride: 2, pad: 0, outputPadding: 1 }),
  },
  { name: 'a depthwise convolution', images: [image, [3, 3, 3, 1]], run: (o, [x, w]) => o.depthwiseConv2d(x!, w!, 0) },
  {
    name: 'a padded depthwise convolution',
    images: [image, [3, 3, 3, 1]],
    run: (o, [x, w]) => o.depthwiseConv2d(x!, w!, 1),
  },
  { name: 'a bias', images: [image], vectors: [3], run: (o, [x], [b]) => o.addBias(x!, b!) },
  {
    name: 'batch norm',
    images: [image],
    vectors: [3, 3],
    run: (o, [x], [scale, offset]) => o.batchNorm(x!, scale!, offset!).output,
  },
  { name: 'instance norm of several samples', images: [image], run: (o, [x]) => o.instanceNorm(x!) },
  { name: 'instance norm of one sample', images: [[1, 8, 6, 3]], run: (o, [x]) => o.instanceNorm(x!) },
  { name: 'ReLU', images: [image], run: (o, [x]) => o.relu(x!) },
  { name: 'leaky ReLU', images: [image], run: (o, [x]) => o.leakyRelu(x!, 0.2) },
  { name: 'tanh', images: [image], run: (o, [x]) => o.tanh(x!) },
  { name: 'reflection padding', images: [image], run: (o, [x]) => o.reflectPad(x!, 3) },
  { name: 'the mean', images: [image], run: (o, [x]) => o.mean(x!) },
  { name: 'the sum', images: [image], run: (o, [x]) => o.sum(x!) },
  { name: 'the spatial mean', images: [image], run: (o, [x]) => o.spatialMean(x!) },
];

const implementations = { native: nativeOps(tf), portable: portableOps(tf) };

/** The value and, for a loss that weights every element differently, the gradients of all inputs. */
function evaluate(ops: Ops, twin: Twin): Float32Array[] {
  return tf.tidy(() => {
    const images = twin.images.map((shape, index) => tf.tensor4d(wave(shape, index), [...shape]));
    const vectors = (twin.vectors ?? []).map((length, index) => tf.tensor1d(wave([length], 10 + index)));
    const run = (...inputs: Tensor[]): Tensor => {
      const [first, second] = [inputs.slice(0, images.length), inputs.slice(images.length)];
      return twin.run(ops, first as Tensor4D[], second as Tensor1D[]);
    };
    const value = run(...images, ...vectors);
    const weights = tf.tensor(wave(value.shape, 3), value.shape);
    const gradients = tf.grads((...inputs: Tensor[]) => tf.sum(tf.mul(run(...inputs), weights)))([
      ...images,
      ...vectors,
    ]);
    return [value, ...gradients].map((tensor) => tensor.dataSync() as Float32Array) as never;
  }) as unknown as Float32Array[];
}

for (const twin of twins) {
  test(`${twin.name}: native kernels and plain TensorFlow.js agree, gradients included`, () => {
    const native = evaluate(implementations.native, twin);
    const portable = evaluate(implementations.portable, twin);
    assert.equal(native.length, 1 + twin.images.length + (twin.vectors?.length ?? 0));
    native.forEach((values, index) => {
      const scale = Math.max(1, ...values.map(Math.abs));
      assert.ok(
        farthest(values, portable[index]!) < 2e-5 * scale,
        `part ${index}: ${farthest(values, portable[index]!)}`,
      );
    });
  });
}

test('the gradient of reflection padding counts mirrored pixels twice', () => {
  for (const ops of Object.values(implementations)) {
    const gradient = tf.tidy(() => {
      const line = tf.tensor4d([1, 2, 3, 4], [1, 1, 4, 1]).tile([1, 4, 1, 1]) as Tensor4D;
      return tf
        .grad((x: Tensor) => tf.sum(ops.reflectPad(x as Tensor4D, 1)))(line)
        .slice([0, 0, 0, 0], [1, 1, 4, 1])
        .dataSync();
    });
    assert.deepEqual([...gradient], [1, 2, 2, 1]);
  }
});

test('batch norm reports the unbiased variance of the batch', () => {
  for (const ops of Object.values(implementations)) {
    const { mean, variance } = ops.batchNorm(tf.tensor4d([1, 2, 3, 6], [1, 2, 2, 1]), tf.ones([1]), tf.zeros([1]));
    assert.equal(mean.dataSync()[0], 3);
    assert.ok(Math.abs(variance.dataSync()[0]! - 14 / 3) < 1e-5);
  }
});

test('padding that does not fit says so', () => {
  for (const ops of Object.values(implementations)) {
    assert.throws(() => ops.reflectPad(tf.zeros([1, 2, 8, 1]), 2), /Reflection padding of 2 needs more than 2 pixels/);
  }
});
