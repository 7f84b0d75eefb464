/** What a network is built from, and the checks that every builder shares. */
import type { LayerWidths, NormKind } from './graphBuilder.ts';

export const GENERATOR_ARCHITECTURES = [
  'unet_256',
  'unet_deepest_256',
  'mobile_resnet_9blocks',
  'mobile_deepest_resnet',
  'resnet_9blocks',
] as const;
export type GeneratorArchitecture = (typeof GENERATOR_ARCHITECTURES)[number];

export const DISCRIMINATOR_ARCHITECTURES = ['n_layers', 'multi_n_layers', 'pixel'] as const;
export type DiscriminatorArchitecture = (typeof DISCRIMINATOR_ARCHITECTURES)[number];

export interface GeneratorOptions {
  readonly inputChannels: number;
  readonly outputChannels: number;
  /** Width: channels after the first convolution. */
  readonly ngf: number;
  readonly norm: NormKind;
  /** 0 ≤ rate < 1. Default 0. */
  readonly dropoutRate?: number;
  /** Output channels of single convolutions, by official module path, where they are not what ngf gives. */
  readonly widths?: LayerWidths;
}

export interface DiscriminatorOptions {
  /** Paired training shows it input and output together: the sum of both channel counts. */
  readonly inputChannels: number;
  /** Width: channels after the first convolution. */
  readonly ndf: number;
  readonly norm: NormKind;
  /** `n_layers` only: convolutions of stride 2. Default 3. */
  readonly nLayers?: number;
  /** `multi_n_layers` only: how many of its five blocks both teachers share. Default 3. */
  readonly nShare?: number;
}

/** Throws a RangeError that names the field unless the options can be built. */
export function checkGeneratorOptions(options: GeneratorOptions): void {
  checkInteger('inputChannels', options.inputChannels, 1);
  checkInteger('outputChannels', options.outputChannels, 1);
  checkInteger('ngf', options.ngf, 1);
  checkNorm(options.norm);
  const { dropoutRate = 0, widths = {} } = options;
  for (const [id, width] of Object.entries(widths)) checkInteger(`widths["${id}"]`, width, 1);
  if (!(dropoutRate >= 0 && dropoutRate < 1)) {
    throw new RangeError(`dropoutRate is ${dropoutRate}; it must be at least 0 and less than 1.`);
  }
}

/** Throws a RangeError that names the field unless the options can be built. */
export function checkDiscriminatorOptions(options: DiscriminatorOptions): void {
  checkInteger('inputChannels', options.inputChannels, 1);
  checkInteger('ndf', options.ndf, 1);
  checkNorm(options.norm);
  if (options.nLayers !== undefined) checkInteger('nLayers', options.nLayers, 1);
  if (options.nShare !== undefined) checkInteger('nShare', options.nShare, 0, 5);
}

/** Throws a RangeError unless `architecture` is one of `known`. */
export function checkArchitecture(architecture: string, known: readonly string[]): void {
  if (known.includes(architecture)) return;
  throw new RangeError(`architecture is "${architecture}"; it must be one of ${known.join(', ')}.`);
}

/** Throws a RangeError unless `value` is a whole number from `least` to `most`. */
export function checkInteger(field: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new RangeError(`${field} is ${value}; it must be a whole number ${range}.`);
}

function checkNorm(norm: string): void {
  if (norm !== 'batch' && norm !== 'instance') {
    throw new RangeError(`norm is "${norm}"; it must be "batch" or "instance".`);
  }
}
