/** The three discriminators by their official names. */
import type { Discriminator } from './discriminator.ts';
import { multiNLayersDiscriminator } from './multiNLayersDiscriminator.ts';
import { nLayersDiscriminator } from './nLayersDiscriminator.ts';
import {
  checkArchitecture,
  DISCRIMINATOR_ARCHITECTURES,
  type DiscriminatorArchitecture,
  type DiscriminatorOptions,
} from './options.ts';
import { pixelDiscriminator } from './pixelDiscriminator.ts';

export interface DiscriminatorChoice extends DiscriminatorOptions {
  readonly architecture: DiscriminatorArchitecture;
}

const BUILDERS: Readonly<Record<DiscriminatorArchitecture, (options: DiscriminatorOptions) => Discriminator>> = {
  n_layers: nLayersDiscriminator,
  multi_n_layers: multiNLayersDiscriminator,
  pixel: pixelDiscriminator,
};

/**
 * The discriminator as data: NHWC in −1…1 in, one channel of scores out.
 * @throws RangeError naming the field, its value and what is right.
 */
export function describeDiscriminator(options: DiscriminatorChoice): Discriminator {
  checkArchitecture(options.architecture, DISCRIMINATOR_ARCHITECTURES);
  return BUILDERS[options.architecture](options);
}
