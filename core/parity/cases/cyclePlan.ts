/** The authors' options of a CycleGAN run as a plan of ours, and the names of its networks in the reference. */
import { z } from 'zod';
import { studentOf, type VariableSpec } from '../../distill/plan.ts';
import type { UnpairedPlan } from '../../distill/unpairedPlan.ts';
import { describeDiscriminator } from '../../networks/discriminators.ts';
import { describeGenerator } from '../../networks/generators.ts';
import { DISCRIMINATOR_ARCHITECTURES, GENERATOR_ARCHITECTURES } from '../../networks/options.ts';
import { distillationTaps } from '../../networks/taps.ts';
import { distillationWeights } from './multiteacherPlan.ts';

export const cycleOptionsSchema = z.looseObject({
  norm: z.enum(['batch', 'instance']),
  netD: z.enum(DISCRIMINATOR_ARCHITECTURES),
  ndf: z.number(),
  n_layers_D: z.number().default(3),
  gan_mode: z.enum(['hinge', 'lsgan', 'vanilla']),
  beta1: z.number(),
  lr: z.number(),
  lambda_A: z.number(),
  lambda_B: z.number(),
  lambda_identity: z.number(),
  teacher_netG: z.enum(GENERATOR_ARCHITECTURES),
  student_netG: z.enum(GENERATOR_ARCHITECTURES),
  teacher_ngf: z.number(),
  student_ngf: z.number(),
  lambda_CD: z.number(),
  AGD_weights: z.string(),
  pool_size: z.number(),
});
export type CycleOptions = z.infer<typeof cycleOptionsSchema>;

/** The authors build both generators and both discriminators alike, whatever `direction` says. */
export function cyclePlanOf(options: CycleOptions, channels: { readonly a: number; readonly b: number }): UnpairedPlan {
  const { norm } = options;
  const generator = (architecture: CycleOptions['student_netG'], ngf: number, from: number, to: number) =>
    describeGenerator({ architecture, ngf, norm, inputChannels: from, outputChannels: to });
  const discriminator = (inputChannels: number) =>
    describeDiscriminator({
      architecture: options.netD,
      inputChannels,
      ndf: options.ndf,
      norm,
      nShare: 0,
      nLayers: options.n_layers_D,
    });
  const taps = options.lambda_CD > 0 ? distillationTaps(options.teacher_netG) : [];
  const forward = generator(options.teacher_netG, options.teacher_ngf, channels.a, channels.b);
  return {
    cycle: {
      forwardRole: 'wider',
      forward,
      backward: generator(options.teacher_netG, options.teacher_ngf, channels.b, channels.a),
      discriminator: discriminator(channels.b),
      backwardDiscriminator: discriminator(channels.a),
      weights: { cycleA: options.lambda_A, cycleB: options.lambda_B, identity: options.lambda_identity },
      ganMode: options.gan_mode,
    },
    student: {
      plan: studentOf(generator(options.student_netG, options.student_ngf, channels.a, channels.b), forward, taps),
      weights: distillationWeights(options),
    },
  };
}

const NETWORK_NAMES: Readonly<Record<string, string>> = {
  wider: 'teacher_A',
  backward: 'teacher_B',
  discriminator: 'discriminator_A',
  backward_discriminator: 'discriminator_B',
};

/** `wider.model.1.weight` → `teacher_A.model.1.weight`; undefined for a snapshot, which the reference does not list. */
export function cycleReferenceName({ name, group }: VariableSpec): string | undefined {
  if (group === 'snapshot') return undefined;
  const network = name.slice(0, name.indexOf('.'));
  return `${NETWORK_NAMES[network] ?? network}${name.slice(network.length)}`;
}
