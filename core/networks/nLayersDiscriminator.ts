/** `n_layers`: the PatchGAN discriminator of pix2pix (Isola et al. 2017); one real-or-fake score a patch. */
import { singleHead, type Discriminator } from './discriminator.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { checkDiscriminatorOptions, type DiscriminatorOptions } from './options.ts';
import { repeat } from './resnetParts.ts';

const WIDEST = 8;

/** Input NHWC in −1…1; output one channel of scores at about 1/2^nLayers of the size. */
export function nLayersDiscriminator(options: DiscriminatorOptions): Discriminator {
  checkDiscriminatorOptions(options);
  const { inputChannels, ndf, norm, nLayers = 3 } = options;
  const graph = new GraphBuilder('n_layers', inputChannels, norm);
  const model = graph.sequence('model');
  const doubled = (): number => Math.min(2 * graph.tip.channels, WIDEST * ndf);
  model.conv(ndf, { kernel: 4, stride: 2, pad: 1, bias: true }).leakyRelu();
  repeat(nLayers - 1, () => model.conv(doubled(), { kernel: 4, stride: 2, pad: 1 }).norm().leakyRelu());
  model.conv(doubled(), { kernel: 4, pad: 1 }).norm().leakyRelu();
  model.conv(1, { kernel: 4, pad: 1, bias: true });
  return singleHead(graph.finish());
}
