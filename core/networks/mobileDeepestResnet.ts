/**
 * `mobile_deepest_resnet`: the mobile resnet with an expansion block and a 3×3 convolution more at each change of size, and
 * two expansion blocks in the middle (OMGD §3.2). The deeper teacher of resnet students.
 */
import type { Network } from './graph.ts';
import { GraphBuilder, type Sequence } from './graphBuilder.ts';
import { checkGeneratorOptions, type GeneratorOptions } from './options.ts';
import { expansionBlock, mobileBlock } from './resnetBlocks.ts';
import { double, halve, head, repeat, stem } from './resnetParts.ts';

/** Input and output NHWC in −1…1, height and width multiples of 4. */
export function mobileDeepestResnet(options: GeneratorOptions): Network {
  checkGeneratorOptions(options);
  const { dropoutRate = 0 } = options;
  const graph = new GraphBuilder('mobile_deepest_resnet', options.inputChannels, options.norm, options.widths);
  const model = graph.sequence('model');
  stem(model, options.ngf);
  repeat(2, () => {
    halve(model);
    refine(model, dropoutRate);
  });
  repeat(4, () => mobileBlock(model, dropoutRate));
  repeat(2, () => expansionBlock(model, dropoutRate));
  repeat(5, () => mobileBlock(model, dropoutRate));
  repeat(2, () => {
    double(model);
    refine(model, dropoutRate);
  });
  head(model, options.outputChannels);
  return graph.finish();
}

/** The extra depth after a change of size. Its 3×3 convolution pads with zeros, not by reflection. */
function refine(model: Sequence, dropoutRate: number): void {
  expansionBlock(model, dropoutRate);
  model.conv(model.graph.tip.channels, { kernel: 3, pad: 1 }).norm().relu();
}
