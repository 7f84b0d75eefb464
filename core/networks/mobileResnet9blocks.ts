/**
 * `mobile_resnet_9blocks`: CycleGAN's generator with separable convolutions in its nine blocks (GAN Compression, Li et al.
 * 2020). The wider teacher (ngf 64) and the student (ngf 16, 12, 8) of the paper's resnet tasks.
 */
import type { Network } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { checkGeneratorOptions, type GeneratorOptions } from './options.ts';
import { mobileBlock } from './resnetBlocks.ts';
import { double, halve, head, repeat, stem } from './resnetParts.ts';

/** Input and output NHWC in −1…1, height and width multiples of 4. */
export function mobileResnet9blocks(options: GeneratorOptions): Network {
  checkGeneratorOptions(options);
  const { dropoutRate = 0 } = options;
  const graph = new GraphBuilder('mobile_resnet_9blocks', options.inputChannels, options.norm, options.widths);
  const model = graph.sequence('model');
  stem(model, options.ngf);
  repeat(2, () => halve(model));
  repeat(9, () => mobileBlock(model, dropoutRate));
  repeat(2, () => double(model));
  head(model, options.outputChannels);
  return graph.finish();
}
