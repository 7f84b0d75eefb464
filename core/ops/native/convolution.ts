/**
 * Convolutions with PyTorch's padding and both gradients. TensorFlow has fast (oneDNN) gradient kernels for SAME and
 * VALID padding only, so explicit padding is never used: SAME where it equals PyTorch's, else pad first and use VALID.
 */
import { heightAndWidth, type Extent } from '../../networks/graph.ts';
import type { Ops } from '../ops.ts';
import type { Tensor, Tensor4D } from '../tensorflow.ts';
import type { Attribute } from './backend.ts';
import { nary, type Kernels } from './kernels.ts';

type Padding = 'SAME' | 'VALID';
type Convolutions = Pick<Ops, 'conv2d' | 'convTranspose2d' | 'depthwiseConv2d'>;

/** Whether TensorFlow's SAME pads `pad` zeros on both sides of `size` pixels. */
function sameEquals(size: number, kernel: number, stride: number, pad: number): boolean {
  const outputs = Math.ceil(size / stride);
  const total = Math.max(0, (outputs - 1) * stride + kernel - size);
  return total === 2 * pad;
}

export function nativeConvolutions(kernels: Kernels): Convolutions {
  const { tf, one, ints, attribute } = kernels;

  const attributes = (stride: number, padding: Padding): Attribute[] => [
    attribute.type('T'),
    attribute.int('strides', [1, stride, stride, 1]),
    attribute.string('padding', padding),
    attribute.string('data_format', 'NHWC'),
    attribute.int('dilations', [1, 1, 1, 1]),
  ];
  const convAttributes = (stride: number, padding: Padding): Attribute[] => [
    ...attributes(stride, padding),
    attribute.bool('use_cudnn_on_gpu', true),
  ];
  const forward = (x: Tensor, w: Tensor, at: Attribute[]): Tensor4D => one('Conv2D', at, [x, w]);
  const inputGradient = (shape: number[], w: Tensor, dy: Tensor, at: Attribute[]): Tensor4D =>
    one('Conv2DBackpropInput', at, [ints(shape), w, dy]);
  const filterGradient = (x: Tensor, shape: number[], dy: Tensor, at: Attribute[]): Tensor4D =>
    one('Conv2DBackpropFilter', at, [x, ints(shape), dy]);

  function convolve(x: Tensor4D, weight: Tensor4D, stride: number, padding: Padding): Tensor4D {
    const at = convAttributes(stride, padding);
    return nary<Tensor4D>(tf, [x, weight], () => ({
      value: forward(x, weight, at),
      saved: [x, weight],
      gradient: (dy, [savedX, savedW]) => [
        inputGradient(x.shape, savedW!, dy, at),
        filterGradient(savedX!, weight.shape, dy, at),
      ],
    }));
  }

  /** The input gradient of a convolution is the transposed convolution; its own gradients are a convolution again. */
  function convolveTransposed(x: Tensor4D, weight: Tensor4D, shape: number[], stride: number, padding: Padding) {
    const at = convAttributes(stride, padding);
    return nary<Tensor4D>(tf, [x, weight], () => ({
      value: inputGradient(shape, weight, x, at),
      saved: [x, weight],
      gradient: (dy, [savedX, savedW]) => [forward(dy, savedW!, at), filterGradient(dy, weight.shape, savedX!, at)],
    }));
  }

  function convolveDepthwise(x: Tensor4D, weight: Tensor4D, padding: Padding): Tensor4D {
    const at = attributes(1, padding);
    return nary<Tensor4D>(tf, [x, weight], () => ({
      value: one('DepthwiseConv2dNative', at, [x, weight]),
      saved: [x, weight],
      gradient: (dy, [savedX, savedW]) => [
        one('DepthwiseConv2dNativeBackpropInput', at, [ints(x.shape), savedW!, dy]),
        one('DepthwiseConv2dNativeBackpropFilter', at, [savedX!, ints(weight.shape), dy]),
      ],
    }));
  }

  /** Pads by hand unless SAME does it already. */
  function padded(x: Tensor4D, weight: Tensor4D, stride: number, pad: Extent): { x: Tensor4D; padding: Padding } {
    const [rows, columns] = heightAndWidth(pad);
    if (rows + columns === 0) return { x, padding: 'VALID' };
    const [, height, width] = x.shape;
    const [kernelHeight, kernelWidth] = weight.shape;
    if (sameEquals(height, kernelHeight, stride, rows) && sameEquals(width, kernelWidth, stride, columns))
      return { x, padding: 'SAME' };
    return { x: tf.pad4d(x, [[0, 0], [rows, rows], [columns, columns], [0, 0]]), padding: 'VALID' }; // prettier-ignore
  }

  return {
    conv2d(x, weight, stride, pad) {
      const input = padded(x, weight, stride, pad);
      return convolve(input.x, weight, stride, input.padding);
    },
    depthwiseConv2d(x, weight, pad) {
      const input = padded(x, weight, 1, pad);
      return convolveDepthwise(input.x, weight, input.padding);
    },
    convTranspose2d(x, weight, { stride, pad, outputPadding }) {
      const [batch, height, width] = x.shape;
      const [kernel, , channels] = weight.shape;
      const kept = (size: number): number => (size - 1) * stride - 2 * pad + kernel + outputPadding;
      const shape = [batch, kept(height), kept(width), channels] as [number, number, number, number];
      const sameFits = (size: number): boolean =>
        kept(size) === size * stride && outputPadding === 0 && sameEquals(kept(size), kernel, stride, pad);
      if (sameFits(height) && sameFits(width)) return convolveTransposed(x, weight, shape, stride, 'SAME');
      // The whole transposed convolution (long enough for the output padding), of which PyTorch's part starts at `pad`.
      const extent = (size: number): number => Math.max((size - 1) * stride + kernel, kept(size) + pad);
      const whole = [batch, extent(height), extent(width), channels];
      return tf.slice4d(convolveTransposed(x, weight, whole, stride, 'VALID'), [0, pad, pad, 0], shape);
    },
  };
}
