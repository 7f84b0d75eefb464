/** Where the weights of the networks that take part in a run come from. */
import { isUnpaired } from './methods.ts';
import { participantsOf, type GeneratorRole } from './roles.ts';
import type { PipelineDocument } from './schema.ts';
import type { Start } from './schema/networks.ts';

export interface NetworkStart {
  /** What the names of the network's variables begin with. */
  readonly network: GeneratorRole | 'backward' | 'discriminator' | 'backward_discriminator';
  /** Dotted path of the setting. */
  readonly path: string;
  readonly start: Start;
}

/** Of the generators, and of the rest of a CycleGAN. The discriminator of paired training always starts from scratch. */
export function startsOf(document: PipelineDocument): NetworkStart[] {
  const generators = participantsOf(document).map(({ role, path, settings }): NetworkStart => {
    return { network: role, path: `${path}.start`, start: settings.start };
  });
  if (!isUnpaired(document.method)) return generators;
  const { backward, discriminator, backwardDiscriminator } = document.cycle;
  return [
    ...generators,
    { network: 'backward', path: 'cycle.backward.start', start: backward.start },
    { network: 'discriminator', path: 'cycle.discriminator.start', start: discriminator.start },
    {
      network: 'backward_discriminator',
      path: 'cycle.backwardDiscriminator.start',
      start: backwardDiscriminator.start,
    },
  ];
}
