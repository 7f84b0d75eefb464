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

interface Stage {
  readonly convolutions: number;
  readonly channels: number;
}

const STAGES: readonly Stage[] = [
  { convolutions: 2, channels: 64 },
  { convolutions: 2, channels: 128 },
  { convolutions: 3, channels: 256 },
  { convolutions: 3, channels: 512 },
];

/** What LPIPS looks at: the activations above and relu5_3, node ids of `vgg16`. */
export const VGG_LPIPS_TAPS = [...Object.values(VGG_TAPS), 'features.29'] as const;

/** Input NHWC, RGB in 0…1 without ImageNet normalisation (METHOD, "Paired training"); output relu4_3, 512 channels at 1/8 size. */
export function vggTrunk(): Network {
  return convolutional('vgg16_trunk', STAGES);
}

/** All convolutions: up to relu5_3, 512 channels at 1/16 size. Input NHWC, RGB of any scale. */
export function vgg16(): Network {
  return convolutional('vgg16_features', [...STAGES, { convolutions: 3, channels: 512 }]);
}

function convolutional(name: string, stages: readonly Stage[]): Network {
  const graph = new GraphBuilder(name, 3, 'batch');
  const features = graph.sequence('features');
  stages.forEach((stage, index) => {
    if (index > 0) features.maxPool();
    repeat(stage.convolutions, () => features.conv(stage.channels, { kernel: 3, pad: 1, bias: true }).relu());
  });
  return graph.finish();
}
