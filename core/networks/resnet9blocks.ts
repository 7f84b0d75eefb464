/**
 * `resnet_9blocks`: the generator of CycleGAN (Zhu et al. 2017). Here for importing CycleGAN checkpoints and as the
 * yardstick of cost. It clamps its input to −1…1, which the mobile variants do not.
 */
import type { Network } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { checkGeneratorOptions, type GeneratorOptions } from './options.ts';
import { plainBlock } from './resnetBlocks.ts';
import { double, halve, head, repeat, stem } from './resnetParts.ts';

/** Input and output NHWC in −1…1, height and width multiples of 4. */
export function resnet9blocks(options: GeneratorOptions): Network {
  checkGeneratorOptions(options);
  const { dropoutRate = 0 } = options;
  const graph = new GraphBuilder('resnet_9blocks', options.inputChannels, options.norm, options.widths);
  graph.append({ op: 'clamp', id: 'clamp', inputs: ['input'], min: -1, max: 1 }, options.inputChannels);
  const model = graph.sequence('model');
  stem(model, options.ngf);
  repeat(2, () => halve(model));
  repeat(9, () => plainBlock(model, dropoutRate));
  repeat(2, () => double(model));
  head(model, options.outputChannels);
  return graph.finish();
}
