/**
 * The convolutional part of AlexNet (Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks"), with
 * torchvision's names `features.<i>`: the network that LPIPS looks through by default. Its weights come from a file and are
 * never trained.
 */
import type { Network } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';

/** The five activations, node ids of `alexNet`: 64, 192, 384, 256, 256 channels. */
export const ALEXNET_TAPS = ['features.1', 'features.4', 'features.7', 'features.9', 'features.11'] as const;

/** Input NHWC, RGB of any scale, at least 31 × 31; output relu5, 256 channels. */
export function alexNet(): Network {
  const graph = new GraphBuilder('alexnet_features', 3, 'batch');
  const features = graph.sequence('features');
  const overlapping = { kernel: 3, stride: 2 };
  features.conv(64, { kernel: 11, stride: 4, pad: 2, bias: true }).relu().maxPool(overlapping);
  features.conv(192, { kernel: 5, pad: 2, bias: true }).relu().maxPool(overlapping);
  for (const channels of [384, 256, 256]) features.conv(channels, { kernel: 3, pad: 1, bias: true }).relu();
  return graph.finish();
}
