/** Short ways to the networks that the tests in this folder look at. */
import { describeDiscriminator } from '../../core/networks/discriminators.ts';
import type { Discriminator } from '../../core/networks/discriminator.ts';
import { describeGenerator, type GeneratorChoice } from '../../core/networks/generators.ts';
import type { Network } from '../../core/networks/graph.ts';
import type { DiscriminatorArchitecture, GeneratorArchitecture } from '../../core/networks/options.ts';
import type { NormKind } from '../../core/networks/graphBuilder.ts';
import { discriminatorCases, generatorCases } from '../fixtures/reference.ts';

/** The mobile resnet at ngf 8 with three channels in and out, changed by `options`. */
export function generator(options: Partial<GeneratorChoice> = {}): Network {
  return describeGenerator({
    architecture: 'mobile_resnet_9blocks',
    inputChannels: 3,
    outputChannels: 3,
    ngf: 8,
    norm: 'instance',
    ...options,
  });
}

/** Every recorded generator as this project describes it. */
export function referenceGenerators(
  dropoutRate = 0,
): { name: string; network: Network; height: number; width: number }[] {
  return generatorCases().map(([name, config]) => ({
    name,
    network: generator({
      architecture: config.netG as GeneratorArchitecture,
      inputChannels: config.input_nc,
      ngf: config.ngf,
      norm: config.norm as NormKind,
      dropoutRate,
    }),
    height: config.shape[1],
    width: config.shape[2],
  }));
}

/** Every recorded discriminator as this project describes it. */
export function referenceDiscriminators(): { name: string; discriminator: Discriminator }[] {
  return discriminatorCases().map(([name, config]) => ({
    name,
    discriminator: describeDiscriminator({
      architecture: config.netD as DiscriminatorArchitecture,
      inputChannels: config.input_nc,
      ndf: config.ndf,
      norm: config.norm as NormKind,
      ...(config.n_share === undefined ? {} : { nShare: config.n_share }),
    }),
  }));
}
