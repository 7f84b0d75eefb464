/** The five generators by their official names. */
import type { Network } from './graph.ts';
import type { NormKind } from './graphBuilder.ts';
import { mobileDeepestResnet } from './mobileDeepestResnet.ts';
import { mobileResnet9blocks } from './mobileResnet9blocks.ts';
import {
  checkArchitecture,
  GENERATOR_ARCHITECTURES,
  type GeneratorArchitecture,
  type GeneratorOptions,
} from './options.ts';
import { inferShapes } from './shape.ts';
import { resnet9blocks } from './resnet9blocks.ts';
import { unet256 } from './unet256.ts';
import { unetDeepest256 } from './unetDeepest256.ts';

export interface GeneratorChoice extends GeneratorOptions {
  readonly architecture: GeneratorArchitecture;
}

const BUILDERS: Readonly<Record<GeneratorArchitecture, (options: GeneratorOptions) => Network>> = {
  unet_256: unet256,
  unet_deepest_256: unetDeepest256,
  mobile_resnet_9blocks: mobileResnet9blocks,
  mobile_deepest_resnet: mobileDeepestResnet,
  resnet_9blocks: resnet9blocks,
};

/**
 * The generator as data: NHWC in −1…1 in and out.
 * @throws RangeError naming the field, its value and what is right.
 */
export function describeGenerator(options: GeneratorChoice): Network {
  checkArchitecture(options.architecture, GENERATOR_ARCHITECTURES);
  return BUILDERS[options.architecture](options);
}

/** As `describeGenerator`, and checks that all tensors fit together: widths of single layers may not. */
export function describeCheckedGenerator(options: GeneratorChoice): Network {
  const network = describeGenerator(options);
  inferShapes(network, { height: 256, width: 256 });
  return network;
}

/** Height and width must be multiples of this for the output to have the input's size. */
export function sizeMultipleOf(architecture: GeneratorArchitecture): number {
  return isUnet(architecture) ? 256 : 4;
}

/** The norm that the paper uses with this generator. */
export function usualNormOf(architecture: GeneratorArchitecture): NormKind {
  return isUnet(architecture) ? 'batch' : 'instance';
}

function isUnet(architecture: GeneratorArchitecture): boolean {
  return architecture === 'unet_256' || architecture === 'unet_deepest_256';
}
