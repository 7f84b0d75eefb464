/** The authors' options of a multi-teacher run as a plan of ours, and the names of its networks in the reference. */
import { z } from 'zod';
import { studentOf, type StepPlan, type StudentWeights, type VariableSpec } from '../../distill/plan.ts';
import { describeDiscriminator } from '../../networks/discriminators.ts';
import { describeGenerator } from '../../networks/generators.ts';
import { DISCRIMINATOR_ARCHITECTURES, GENERATOR_ARCHITECTURES } from '../../networks/options.ts';
import { distillationTaps } from '../../networks/taps.ts';

export const optionsSchema = z.looseObject({
  norm: z.enum(['batch', 'instance']),
  netD: z.enum(DISCRIMINATOR_ARCHITECTURES),
  ndf: z.number(),
  n_layers_D: z.number().default(3),
  n_share: z.number().default(0),
  gan_mode: z.enum(['hinge', 'lsgan', 'vanilla']),
  direction: z.enum(['AtoB', 'BtoA']).default('AtoB'),
  beta1: z.number(),
  lr: z.number(),
  teacher_netG_w: z.enum(GENERATOR_ARCHITECTURES),
  teacher_netG_d: z.enum(GENERATOR_ARCHITECTURES),
  student_netG: z.enum(GENERATOR_ARCHITECTURES),
  teacher_ngf_w: z.number(),
  teacher_ngf_d: z.number(),
  student_ngf: z.number(),
  recon_loss_type: z.enum(['l1', 'l2', 'smooth_l1', 'vgg']),
  lambda_CD: z.number(),
  lambda_recon: z.number(),
  lambda_gan: z.number(),
  AGD_weights: z.string(),
  n_dis: z.number(),
});
export type MultiteacherOptions = z.infer<typeof optionsSchema>;

export function planOf(options: MultiteacherOptions, inputChannels: number, outputChannels: number): StepPlan {
  const { norm } = options;
  const generator = (architecture: MultiteacherOptions['student_netG'], ngf: number) =>
    describeGenerator({ architecture, ngf, norm, inputChannels, outputChannels });
  const taps = options.lambda_CD > 0 ? distillationTaps(options.teacher_netG_w) : [];
  const wider = generator(options.teacher_netG_w, options.teacher_ngf_w);
  return {
    adversarial: [
      { role: 'wider', network: wider },
      { role: 'deeper', network: generator(options.teacher_netG_d, options.teacher_ngf_d) },
    ],
    discriminator: describeDiscriminator({
      architecture: options.netD,
      inputChannels: inputChannels + outputChannels,
      ndf: options.ndf,
      norm,
      nShare: options.n_share,
      nLayers: options.n_layers_D,
    }),
    student: studentOf(generator(options.student_netG, options.student_ngf), wider, taps),
    weights: {
      gan: options.lambda_gan,
      reconstruction: options.lambda_recon,
      ...distillationWeights(options),
    },
    ganMode: options.gan_mode,
    reconstruction: options.recon_loss_type,
  };
}

export function distillationWeights(
  options: Readonly<Record<'AGD_weights', string> & Record<'lambda_CD', number>>,
): StudentWeights {
  const [ssim, style, feature, totalVariation] = options.AGD_weights.split(',').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { ssim, style, feature, totalVariation, channel: options.lambda_CD };
}

/** `wider.model.1.weight` → `teacher_w.model.1.weight`, the reference's name of a variable. */
export function referenceName({ name }: VariableSpec): string {
  return name.replace(/^wider\./, 'teacher_w.').replace(/^deeper\./, 'teacher_d.');
}

/** Teachers whose float32 training is chaotic at the official initialisation (reference README, "Tolerances"). */
export function isChaotic(options: MultiteacherOptions): boolean {
  return [options.teacher_netG_w, options.teacher_netG_d].some((name) => name.includes('deepest'));
}
