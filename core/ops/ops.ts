/**
 * The tensor operations that networks and losses are written in. Two implementations: `portable` (plain TensorFlow.js,
 * runs on any backend, the readable twin) and `native` (raw TensorFlow kernels of tfjs-node, fast and capturable).
 * What neither needs to do differently is taken from `ops.tf` directly.
 *
 * Images and activations are NHWC float32. Every operation is differentiable unless it says otherwise.
 */
import type { Extent } from '../networks/graph.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, TensorFlow } from './tensorflow.ts';

export interface BatchNormResult {
  readonly output: Tensor4D;
  /** Mean of the batch, [C]; not differentiable. */
  readonly mean: Tensor1D;
  /** Unbiased variance of the batch, [C], which is what PyTorch puts into the running variance; not differentiable. */
  readonly variance: Tensor1D;
}

export interface Ops {
  readonly tf: TensorFlow;

  /** PyTorch's Conv2d without bias; weight HWIO; `pad` zeros on every side. */
  conv2d(x: Tensor4D, weight: Tensor4D, stride: number, pad: Extent): Tensor4D;
  /** PyTorch's ConvTranspose2d without bias; weight HWOI. */
  convTranspose2d(
    x: Tensor4D,
    weight: Tensor4D,
    geometry: { stride: number; pad: number; outputPadding: number },
  ): Tensor4D;
  /** Depthwise convolution with stride 1; weight [k, k, C, 1]; `pad` zeros on every side. */
  depthwiseConv2d(x: Tensor4D, weight: Tensor4D, pad: number): Tensor4D;
  addBias(x: Tensor4D, bias: Tensor1D): Tensor4D;

  /** Batch normalisation with the statistics of this batch; eps 1e-5. */
  batchNorm(x: Tensor4D, scale: Tensor1D, offset: Tensor1D): BatchNormResult;
  /** Instance normalisation without affine parameters; eps 1e-5, biased variance. */
  instanceNorm(x: Tensor4D): Tensor4D;

  relu(x: Tensor4D): Tensor4D;
  leakyRelu(x: Tensor4D, slope: number): Tensor4D;
  tanh(x: Tensor4D): Tensor4D;
  /** Reflection padding; needs `pad` < height and width. */
  reflectPad(x: Tensor4D, pad: number): Tensor4D;
  /** Zeroes a share `rate` of the elements and scales the rest by 1/(1 − rate); `seed` is a fed int32 [2]. */
  dropout(x: Tensor4D, rate: number, seed: Tensor1D): Tensor4D;

  /** Mean of all elements. */
  mean(x: Tensor): Scalar;
  /** Sum of all elements. */
  sum(x: Tensor): Scalar;
  /** Mean over height and width: [N, H, W, C] → [N, C]. */
  spatialMean(x: Tensor4D): Tensor2D;
}
