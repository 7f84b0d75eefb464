/** Which of the known networks a state dict could be of, judged by the names and shapes of its first and last weights. */
import type { Discriminator } from '../../networks/discriminator.ts';
import { stateDictWeightsOf } from '../../networks/discriminator.ts';
import { describeDiscriminator, type DiscriminatorChoice } from '../../networks/discriminators.ts';
import { describeGenerator, type GeneratorChoice } from '../../networks/generators.ts';
import { weightsOf, type Network, type WeightSpec } from '../../networks/graph.ts';
import type { NormKind } from '../../networks/graphBuilder.ts';
import type { GeneratorArchitecture } from '../../networks/options.ts';
import { vggTrunk } from '../../networks/vggTrunk.ts';
import type { TensorHeader } from '../weightsSource.ts';

export type KnownNetwork =
  | { readonly kind: 'generator'; readonly choice: GeneratorChoice; readonly network: Network }
  | { readonly kind: 'discriminator'; readonly choice: DiscriminatorChoice; readonly discriminator: Discriminator }
  | { readonly kind: 'vgg16'; readonly network: Network };

export type Headers = ReadonlyMap<string, Pick<TensorHeader, 'shape'>>;

/** The weights that the network's official state dict has. */
export function officialWeightsOf(known: KnownNetwork): WeightSpec[] {
  return known.kind === 'discriminator' ? stateDictWeightsOf(known.discriminator) : weightsOf(known.network);
}

/** "mobile_resnet_9blocks with ngf 16, instance norm, 3 → 3 channels". */
export function titleOf(known: KnownNetwork): string {
  if (known.kind === 'vgg16') return 'the convolutional trunk of VGG16';
  const { choice } = known;
  if (known.kind === 'generator') {
    const { ngf, norm, inputChannels, outputChannels, widths } = known.choice;
    const pruned = widths === undefined ? '' : `, ${Object.keys(widths).length} layers of other widths`;
    return `${choice.architecture} with ngf ${ngf}, ${norm} norm, ${inputChannels} → ${outputChannels} channels${pruned}`;
  }
  const { architecture, ndf, nLayers, norm, inputChannels } = known.choice;
  const depth = architecture === 'n_layers' ? `, ${nLayers} halving layers` : '';
  return `${architecture} discriminator with ndf ${ndf}, ${norm} norm, ${inputChannels} input channels${depth}`;
}

/** Every network that could have such weights, in both norms; sizes are read off the file. */
export function candidatesFor(headers: Headers): KnownNetwork[] {
  return [...generators(headers), ...discriminators(headers), ...perceptual(headers)];
}

const NORMS: readonly NormKind[] = ['instance', 'batch'];

interface GeneratorFamily {
  readonly architectures: readonly GeneratorArchitecture[];
  readonly firstWeight: string;
  /** The last convolution has the highest number here. */
  readonly lastWeight: RegExp;
  /** Axis of its output channels. */
  readonly lastAxis: 0 | 1;
}

const GENERATOR_FAMILIES: readonly GeneratorFamily[] = [
  {
    architectures: ['mobile_resnet_9blocks', 'resnet_9blocks', 'mobile_deepest_resnet'],
    firstWeight: 'model.1.weight',
    lastWeight: /^model\.(\d+)\.weight$/,
    lastAxis: 0,
  },
  {
    architectures: ['unet_256', 'unet_deepest_256'],
    firstWeight: 'model.model.0.weight',
    lastWeight: /^model\.model\.(\d+)\.weight$/,
    lastAxis: 1,
  },
];

function generators(headers: Headers): KnownNetwork[] {
  return GENERATOR_FAMILIES.flatMap(({ architectures, firstWeight, lastWeight, lastAxis }) => {
    const [ngf, inputChannels] = kernelShape(headers, firstWeight);
    const outputChannels = kernelShape(headers, highest(headers, lastWeight))[lastAxis];
    if (!ngf || !inputChannels || !outputChannels) return [];
    return architectures.flatMap((architecture) =>
      NORMS.map((norm) => generator({ architecture, ngf, norm, inputChannels, outputChannels })),
    );
  });
}

export function generator(choice: GeneratorChoice): KnownNetwork & { kind: 'generator' } {
  return { kind: 'generator', choice, network: describeGenerator(choice) };
}

function discriminators(headers: Headers): KnownNetwork[] {
  const found: Omit<DiscriminatorChoice, 'norm'>[] = [];
  const [patchNdf, patchInput] = kernelShape(headers, 'model.0.weight');
  const convolutions = [...headers].filter(
    ([name, { shape }]) => /^model\.\d+\.weight$/.test(name) && shape.length === 4,
  );
  const nLayers = convolutions.length - 2;
  if (patchNdf && patchInput && nLayers >= 1 && nLayers <= MOST_LAYERS) {
    found.push({ architecture: 'n_layers', ndf: patchNdf, inputChannels: patchInput, nLayers });
  }
  const [multiNdf, multiInput] = kernelShape(headers, 'block1s.0.block.0.weight');
  if (multiNdf && multiInput) found.push({ architecture: 'multi_n_layers', ndf: multiNdf, inputChannels: multiInput });
  const [pixelNdf, pixelInput] = kernelShape(headers, 'net.0.weight');
  if (pixelNdf && pixelInput) found.push({ architecture: 'pixel', ndf: pixelNdf, inputChannels: pixelInput });
  return found.flatMap((options) =>
    NORMS.map((norm): KnownNetwork => {
      const choice = { ...options, norm };
      return { kind: 'discriminator', choice, discriminator: describeDiscriminator(choice) };
    }),
  );
}

const MOST_LAYERS = 6;

function perceptual(headers: Headers): KnownNetwork[] {
  return headers.has('features.0.weight') ? [{ kind: 'vgg16', network: vggTrunk() }] : [];
}

/** Of a convolution; nothing if there is none of this name. */
function kernelShape(headers: Headers, name: string): readonly number[] {
  const shape = headers.get(name)?.shape;
  return shape?.length === 4 ? shape : [];
}

function highest(headers: Headers, pattern: RegExp): string {
  const numbers = [...headers.keys()].flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
  return pattern.source
    .replace(/^\^|\$$/g, '')
    .replaceAll('\\.', '.')
    .replace('(\\d+)', String(Math.max(...numbers)));
}
