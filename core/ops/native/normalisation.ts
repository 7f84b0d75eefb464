/** Batch and instance normalisation on TensorFlow's fused kernels, which also have fused gradients. */
import { NORM_EPSILON } from '../../networks/graph.ts';
import type { Ops } from '../ops.ts';
import type { Tensor, Tensor1D, Tensor4D } from '../tensorflow.ts';
import { nary, unary, type Kernels } from './kernels.ts';

export function nativeNormalisation(kernels: Kernels): Pick<Ops, 'batchNorm' | 'instanceNorm'> {
  const { tf, one, many, filled, ints, attribute } = kernels;
  const shared = [
    attribute.type('T'),
    attribute.type('U'),
    attribute.float('epsilon', NORM_EPSILON),
    attribute.string('data_format', 'NHWC'),
    attribute.bool('is_training', true),
  ];
  const forwardAttributes = [...shared, attribute.float('exponential_avg_factor', 1)];
  const none = filled(0, 0);

  /** [output, mean, unbiased variance, three reserved tensors for the gradient] */
  const forward = (x: Tensor, scale: Tensor, offset: Tensor): Tensor[] =>
    many('FusedBatchNormV3', forwardAttributes, [x, scale, offset, none, none], 6);
  /** [gradient of x, of scale, of offset] */
  const backward = (dy: Tensor, x: Tensor, scale: Tensor, reserved: Tensor[]): Tensor[] =>
    many('FusedBatchNormGradV3', shared, [dy, x, scale, ...reserved], 5).slice(0, 3);

  /**
   * A batch of several samples as one sample whose channels are the samples' channels side by side, so that one fused
   * batch normalisation normalises every sample on its own. [N, H, W, C] → [1, H·W, 1, N·C]
   */
  const transpose = (x: Tensor, shape: readonly number[]): Tensor =>
    one('Transpose', [attribute.type('T'), attribute.int32Type('Tperm')], [x.reshape([...shape]), ints([1, 0, 2])]);
  const fold = (x: Tensor4D): Tensor4D => {
    const [batch, height, width, channels] = x.shape;
    if (batch === 1) return x;
    return transpose(x, [batch, height * width, channels]).reshape([1, height * width, 1, batch * channels]);
  };
  const unfold = (x: Tensor, [batch, height, width, channels]: Tensor4D['shape']): Tensor4D => {
    if (batch === 1) return x as Tensor4D;
    return transpose(x, [height * width, batch, channels]).reshape([batch, height, width, channels]);
  };

  return {
    batchNorm(x, scale, offset) {
      let statistics: { mean: Tensor1D; variance: Tensor1D } | undefined;
      const output = nary<Tensor4D>(tf, [x, scale, offset], () => {
        const [y, mean, variance, ...reserved] = forward(x, scale, offset);
        // Outside the gradient function only what is kept survives it; the caller's tidy owns the clones below.
        statistics = { mean: tf.keep(mean as Tensor1D), variance: tf.keep(variance as Tensor1D) };
        return {
          value: y as Tensor4D,
          saved: [x, scale, ...reserved],
          gradient: (dy, [savedX, savedScale, ...kept]) => backward(dy, savedX!, savedScale!, kept),
        };
      });
      const { mean, variance } = statistics!;
      const result = { output, mean: mean.clone(), variance: variance.clone() };
      mean.dispose();
      variance.dispose();
      return result;
    },
    instanceNorm(x) {
      const shape = x.shape;
      const channels = shape[0] * shape[3];
      const [one_, zero] = [filled(channels, 1), filled(channels, 0)];
      return unary<Tensor4D, Tensor4D>(tf, x, (input) => {
        const folded = fold(input);
        const [y, , , ...reserved] = forward(folded, one_, zero);
        return {
          value: unfold(y!, shape),
          saved: [folded, ...reserved],
          gradient: (dy, [savedX, ...kept]) => unfold(backward(fold(dy), savedX!, one_, kept)[0]!, shape),
        };
      });
    },
  };
}
