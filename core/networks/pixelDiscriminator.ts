/** `pixel`: 1×1 convolutions only (Isola et al. 2017); it judges colours, one score a pixel, and sees no structure. */
import { singleHead, type Discriminator } from './discriminator.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { checkDiscriminatorOptions, type DiscriminatorOptions } from './options.ts';

/** Input NHWC in −1…1; output one channel of scores of the same size. */
export function pixelDiscriminator(options: DiscriminatorOptions): Discriminator {
  checkDiscriminatorOptions(options);
  const { inputChannels, ndf, norm } = options;
  const graph = new GraphBuilder('pixel', inputChannels, norm);
  graph
    .sequence('net')
    .conv(ndf, { kernel: 1, bias: true })
    .leakyRelu()
    .conv(2 * ndf, { kernel: 1 })
    .norm()
    .leakyRelu()
    .conv(1, { kernel: 1 });
  return singleHead(graph.finish());
}
