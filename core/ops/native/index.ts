/**
 * The native implementation of `Ops`: raw TensorFlow kernels with their own gradient kernels. Everything here can be
 * recorded by core/capture, and equals the portable implementation up to rounding.
 */
import type { Ops } from '../ops.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, TensorFlow } from '../tensorflow.ts';
import { nativeConvolutions } from './convolution.ts';
import { kernelsOf, nary, unary, type Kernels } from './kernels.ts';
import { nativeNormalisation } from './normalisation.ts';

export function nativeOps(tf: TensorFlow): Ops {
  const kernels = kernelsOf(tf);
  return {
    tf,
    ...nativeConvolutions(kernels),
    ...nativeNormalisation(kernels),
    ...activations(kernels),
    ...padding(kernels),
    ...reductions(kernels),
  };
}

function activations({
  tf,
  one,
  ints,
  attribute,
}: Kernels): Pick<Ops, 'relu' | 'leakyRelu' | 'tanh' | 'addBias' | 'dropout'> {
  const type = [attribute.type('T')];
  const biasAttributes = [attribute.type('T'), attribute.string('data_format', 'NHWC')];
  /** An activation whose gradient needs only its output: the input can be freed (PyTorch's in-place variants). */
  const fromOutput = (x: Tensor4D, forward: (x: Tensor) => Tensor4D, backward: (dy: Tensor, y: Tensor) => Tensor4D) =>
    unary<Tensor4D, Tensor4D>(tf, x, (input) => {
      const value = forward(input);
      return { value, saved: [value], gradient: (dy, [y]) => backward(dy, y!) };
    });
  return {
    relu: (x) =>
      fromOutput(
        x,
        (v) => one('Relu', type, [v]),
        (dy, y) => one('ReluGrad', type, [dy, y]),
      ),
    tanh: (x) =>
      fromOutput(
        x,
        (v) => one('Tanh', type, [v]),
        (dy, y) => one('TanhGrad', type, [y, dy]),
      ),
    leakyRelu(x, slope) {
      const sloped = [...type, attribute.float('alpha', slope)];
      // LeakyReluGrad looks only at the sign of its features, which the output shares with the input.
      return fromOutput(
        x,
        (v) => one('LeakyRelu', sloped, [v]),
        (dy, y) => one('LeakyReluGrad', sloped, [dy, y]),
      );
    },
    addBias: (x, bias) =>
      nary<Tensor4D>(tf, [x, bias], () => ({
        value: one('BiasAdd', biasAttributes, [x, bias]),
        saved: [],
        gradient: (dy) => [dy.clone(), one<Tensor1D>('BiasAddGrad', biasAttributes, [dy])],
      })),
    dropout(x, rate, seed) {
      const attributes = [attribute.type('dtype'), attribute.int32Type('T'), attribute.int32Type('Tseed')];
      const uniform = one('StatelessRandomUniform', attributes, [ints(x.shape), seed]);
      const keep = tf.cast(tf.greaterEqual(uniform, rate), 'float32');
      return tf.mul(x, tf.mul(keep, 1 / (1 - rate)));
    },
  };
}

function padding({ tf, one, ints, attribute }: Kernels): Pick<Ops, 'reflectPad'> {
  const attributes = [attribute.type('T'), attribute.int32Type('Tpaddings'), attribute.string('mode', 'REFLECT')];
  return {
    reflectPad(x, pad) {
      if (pad >= Math.min(x.shape[1], x.shape[2])) {
        throw new Error(`Reflection padding of ${pad} needs more than ${Math.min(x.shape[1], x.shape[2])} pixels.`);
      }
      const paddings = ints([0, 0, pad, pad, pad, pad, 0, 0]).reshape([4, 2]);
      return unary<Tensor4D, Tensor4D>(tf, x, (input) => ({
        value: one('MirrorPad', attributes, [input, paddings]),
        saved: [paddings],
        gradient: (dy, [p]) => one('MirrorPadGrad', attributes, [dy, p!]),
      }));
    },
  };
}

function reductions({ tf, one, ints, attribute }: Kernels): Pick<Ops, 'mean' | 'sum' | 'spatialMean'> {
  const fillAttributes = [attribute.type('T'), attribute.int32Type('index_type')];
  /** tfjs spreads the gradient of a reduction by multiplying with tf.ones, a constant as large as the image. */
  const spread = (dy: Tensor, shape: number[]): Tensor => one('Fill', fillAttributes, [ints(shape), dy]);
  const reduce = (x: Tensor, forward: (x: Tensor) => Scalar, weight: number): Scalar =>
    unary<Tensor, Scalar>(tf, x, (input) => ({
      value: forward(input),
      saved: [],
      gradient: (dy) => spread(weight === 1 ? dy : tf.mul(dy, weight), x.shape),
    }));
  return {
    mean: (x) => reduce(x, (v) => tf.mean(v) as Scalar, 1 / x.size),
    sum: (x) => reduce(x, (v) => tf.sum(v) as Scalar, 1),
    spatialMean: (x) =>
      unary<Tensor4D, Tensor2D>(tf, x, (input) => {
        const [batch, height, width, channels] = input.shape;
        return {
          value: tf.mean(input, [1, 2]) as Tensor2D,
          saved: [],
          gradient: (dy) =>
            one<Tensor4D>(
              'BroadcastTo',
              [attribute.type('T'), attribute.int32Type('Tidx')],
              [tf.mul(dy, 1 / (height * width)).reshape([batch, 1, 1, channels]), ints(x.shape)],
            ),
        };
      }),
  };
}
