/**
 * The convolutional trunk of VGG16 (Simonyan & Zisserman 2014) up to relu4_3, with torchvision's names `features.<i>`: the
 * perceptual network behind the style and feature losses. Its weights come from a file and are never trained.
 */
import type { Network } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { repeat } from './resnetParts.ts';

/** The activations that the losses read: node ids of `vggTrunk`. */
export const VGG_TAPS = {
  relu1_2: 'features.3',
  relu2_2: 'features.8',
  relu3_3: 'features.15',
  relu4_3: 'features.22',
} as const;
export type VggTapName = keyof typeof VGG_TAPS;

const STAGES = [
  { convolutions: 2, channels: 64 },
  { convolutions: 2, channels: 128 },
  { convolutions: 3, channels: 256 },
  { convolutions: 3, channels: 512 },
] as const;

/** Input NHWC, RGB in 0…1 without ImageNet normalisation (METHOD, "Paired training"); output relu4_3, 512 channels at 1/8 size. */
export function vggTrunk(): Network {
  const graph = new GraphBuilder('vgg16_trunk', 3, 'batch');
  const features = graph.sequence('features');
  STAGES.forEach((stage, index) => {
    if (index > 0) features.maxPool();
    repeat(stage.convolutions, () => features.conv(stage.channels, { kernel: 3, pad: 1, bias: true }).relu());
  });
  return graph.finish();
}
