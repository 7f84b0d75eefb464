/**
 * The portable implementation of `Ops`: plain TensorFlow.js, any backend. It is written to be read; the native
 * implementation is compared with it and with the reference numbers.
 */
import { heightAndWidth, type Extent } from '../networks/graph.ts';
import { NORM_EPSILON } from '../networks/graph.ts';
import type { Ops } from './ops.ts';
import type { Scalar, Tensor1D, Tensor2D, Tensor4D, TensorFlow } from './tensorflow.ts';

export function portableOps(tf: TensorFlow): Ops {
  const zeroPad = (x: Tensor4D, pad: Extent): Tensor4D => {
    const [rows, columns] = heightAndWidth(pad);
    return rows + columns === 0 ? x : tf.pad4d(x, [[0, 0], [rows, rows], [columns, columns], [0, 0]]); // prettier-ignore
  };

  /** `pad` mirrored rows (axis 1) or columns (axis 2) on both sides, from slices: tf.mirrorPad's gradient is wrong. */
  function reflectAxis(x: Tensor4D, pad: number, axis: 1 | 2): Tensor4D {
    const size = x.shape[axis];
    if (pad >= size) throw new Error(`Reflection padding of ${pad} needs more than ${size} pixels: use larger images.`);
    const line = (at: number): Tensor4D => {
      const begin: [number, number, number, number] = [0, 0, 0, 0];
      const extent: [number, number, number, number] = [...x.shape];
      begin[axis] = at;
      extent[axis] = 1;
      return tf.slice4d(x, begin, extent);
    };
    const before = Array.from({ length: pad }, (_, i) => line(pad - i));
    const after = Array.from({ length: pad }, (_, i) => line(size - 2 - i));
    return tf.concat4d([...before, x, ...after], axis);
  }

  const normalise = (x: Tensor4D, mean: Tensor4D | Tensor1D, variance: Tensor4D | Tensor1D): Tensor4D =>
    tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, NORM_EPSILON)));

  return {
    tf,
    conv2d: (x, weight, stride, pad) => tf.conv2d(zeroPad(x, pad), weight, stride, 'valid'),
    convTranspose2d(x, weight, { stride, pad, outputPadding }) {
      // The whole transposed convolution, of which PyTorch keeps the part that starts at `pad`. When output padding
      // reaches past it, TensorFlow's larger output shape supplies the missing zero rows.
      const [batch, height, width] = x.shape;
      const kernel = weight.shape[0];
      const extent = (size: number): number => (size - 1) * stride + kernel;
      const kept = (size: number): number => extent(size) - 2 * pad + outputPadding;
      const full = tf.conv2dTranspose(
        x,
        weight,
        [batch, extent(height), extent(width), weight.shape[2]],
        stride,
        'valid',
      );
      const short = Math.max(0, outputPadding - pad);
      const padded = short === 0 ? full : tf.pad4d(full, [[0, 0], [0, short], [0, short], [0, 0]]); // prettier-ignore
      return tf.slice4d(padded, [0, pad, pad, 0], [batch, kept(height), kept(width), weight.shape[2]]);
    },
    depthwiseConv2d: (x, weight, pad) => tf.depthwiseConv2d(zeroPad(x, pad), weight, 1, 'valid'),
    addBias: (x, bias) => tf.add(x, bias),

    batchNorm(x, scale, offset) {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      const count = x.shape[0] * x.shape[1] * x.shape[2];
      const output: Tensor4D = tf.add(tf.mul(normalise(x, mean as Tensor1D, variance as Tensor1D), scale), offset);
      return { output, mean: mean as Tensor1D, variance: tf.mul(variance, count / Math.max(1, count - 1)) };
    },
    instanceNorm(x) {
      const { mean, variance } = tf.moments(x, [1, 2], true);
      return normalise(x, mean as Tensor4D, variance as Tensor4D);
    },

    relu: (x) => tf.relu(x),
    leakyRelu: (x, slope) => tf.leakyRelu(x, slope),
    tanh: (x) => tf.tanh(x),
    reflectPad: (x, pad) => reflectAxis(reflectAxis(x, pad, 1), pad, 2),
    dropout(x, rate, seed) {
      const number = seed.dataSync()[0] ?? 0;
      const keep = tf.cast(tf.greaterEqual(tf.randomUniform(x.shape, 0, 1, 'float32', number), rate), 'float32');
      return tf.mul(x, tf.div(keep, 1 - rate));
    },

    mean: (x) => tf.mean(x) as Scalar,
    sum: (x) => tf.sum(x) as Scalar,
    spatialMean: (x) => tf.mean(x, [1, 2]) as Tensor2D,
  };
}
