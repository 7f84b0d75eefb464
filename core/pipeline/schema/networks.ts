/** The part of the pipeline document that says which networks take part. */
import { z } from 'zod';
import { GENERATOR_ARCHITECTURES, type GeneratorArchitecture } from '../../networks/options.ts';
import { KeptRoleSchema } from '../../protocol/scalars.ts';

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'a sha256 checksum: 64 of the characters 0–9 and a–f' })
  .optional();

/** A file in `resources/`, never one outside it. */
const shippedFile = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+\.safetensors$/, {
  error: 'the name of a shipped file, such as "demo/wider.safetensors"',
});

const scratchStart = z.strictObject({ kind: z.literal('scratch') });
const weightsStart = z.strictObject({ kind: z.literal('weights'), file: z.string().min(1), sha256 });

/** Where a generator's weights come from. Files are absolute, or relative to the folder of the document. */
export const StartSchema = z.discriminatedUnion('kind', [
  scratchStart,
  weightsStart,
  z.strictObject({ kind: z.literal('builtin'), id: shippedFile }),
  z.strictObject({ kind: z.literal('run'), run: z.string().min(1), role: KeptRoleSchema }),
]);
export type Start = z.infer<typeof StartSchema>;

const judge = z.strictObject({
  start: z.discriminatedUnion('kind', [scratchStart, weightsStart]).prefault({ kind: 'scratch' }),
});

/**
 * Unpaired training: what of a CycleGAN is not the generator of the run's direction, and what it starts from. The authors
 * call the generators of A → B and back G_A and G_B, and D_A the discriminator that judges what G_A makes.
 */
export const CycleSchema = z.strictObject({
  /** As the generator of the run's direction, the other way. */
  backward: z.strictObject({ start: StartSchema.prefault({ kind: 'scratch' }) }).prefault({}),
  /** Judges pictures of the output's kind: D_A, if the run's direction is A → B. */
  discriminator: judge.prefault({}),
  /** Judges pictures of the input's kind. */
  backwardDiscriminator: judge.prefault({}),
});

/** A generator with the paper's width and architecture for its role. */
function generatorSchema(paper: { readonly architecture: GeneratorArchitecture; readonly ngf: number }) {
  return z.strictObject({
    architecture: z.enum(GENERATOR_ARCHITECTURES).default(paper.architecture),
    ngf: z.int().min(1).max(512).default(paper.ngf),
    dropoutRate: z.number().min(0).lt(1).default(0),
    widths: z.record(z.string().min(1), z.int().min(1).max(8192)).optional(),
    start: StartSchema.prefault({ kind: 'scratch' }),
  });
}

export const StudentSchema = generatorSchema({ architecture: 'mobile_resnet_9blocks', ngf: 16 });
export type GeneratorSettings = z.infer<typeof StudentSchema>;

/** A frozen teacher keeps the weights it starts from; any other plays against the discriminator. */
function teacherSchema(paper: { readonly architecture: GeneratorArchitecture; readonly ngf: number }) {
  return generatorSchema(paper).extend({ frozen: z.boolean().default(false) });
}

/** A teacher that is left out does not take part. */
export const TeachersSchema = z.strictObject({
  wider: teacherSchema({ architecture: 'mobile_resnet_9blocks', ngf: 64 }).optional(),
  deeper: teacherSchema({ architecture: 'mobile_deepest_resnet', ngf: 16 }).optional(),
});

export type TeacherSettings = NonNullable<z.infer<typeof TeachersSchema>['wider']>;

const ndf = z.int().min(1).max(512).default(128);
const ganMode = z.enum(['hinge', 'lsgan', 'vanilla']).default('hinge');

export const DiscriminatorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('n_layers'), ndf, nLayers: z.int().min(1).max(6).default(3), ganMode }),
  z.strictObject({ kind: z.literal('multi_n_layers'), ndf, nShare: z.int().min(0).max(5).default(3), ganMode }),
  z.strictObject({ kind: z.literal('pixel'), ndf, ganMode }),
]);
export type Discriminator = z.infer<typeof DiscriminatorSchema>;

export const NormSchema = z.enum(['batch', 'instance']).default('instance');
