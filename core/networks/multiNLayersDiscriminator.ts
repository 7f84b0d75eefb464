/**
 * `multi_n_layers`: one PatchGAN for both teachers (OMGD §3.1). Every block exists twice, as copy 0 and copy 1. The first
 * `nShare` blocks judge both teachers with copy 1, and their copy 0 lies idle in the state dict; of the blocks behind, the
 * wider teacher has copy 0 and the deeper teacher copy 1.
 */
import type { Discriminator } from './discriminator.ts';
import { weightsOf, type Network } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { checkDiscriminatorOptions, type DiscriminatorOptions } from './options.ts';

type Copy = 0 | 1;

const BLOCKS = [1, 2, 3, 4, 5] as const;

/** Input NHWC in −1…1; each head gives one channel of scores at about 1/8 of the size. */
export function multiNLayersDiscriminator(options: DiscriminatorOptions): Discriminator {
  checkDiscriminatorOptions(options);
  const { nShare = 3 } = options;
  return {
    name: 'multi_n_layers',
    heads: [describeHead(options, (block) => (block <= nShare ? 1 : 0)), describeHead(options, () => 1)],
    unused: weightsOf(describeHead(options, () => 0)).filter((weight) => blockOf(weight.name) <= nShare),
  };
}

function describeHead(options: DiscriminatorOptions, copyOf: (block: number) => Copy): Network {
  const { inputChannels, ndf, norm } = options;
  const graph = new GraphBuilder('multi_n_layers', inputChannels, norm);
  for (const block of BLOCKS) {
    const layers = graph.sequence(`block${block}s.${copyOf(block)}.block`);
    const stride = block <= 3 ? 2 : 1;
    if (block === 1) layers.conv(ndf, { kernel: 4, stride, pad: 1, bias: true }).leakyRelu();
    else if (block === 5) layers.conv(1, { kernel: 4, stride, pad: 1, bias: true });
    else
      layers
        .conv(2 * graph.tip.channels, { kernel: 4, stride, pad: 1 })
        .norm()
        .leakyRelu();
  }
  return graph.finish();
}

/** The 3 of `block3s.0.block.0.weight`. */
function blockOf(weightName: string): number {
  return Number(weightName.charAt('block'.length));
}
