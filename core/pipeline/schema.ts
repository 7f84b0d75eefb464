/**
 * The pipeline document: one JSON object that fully defines a run. The canvas edits it, the command line runs it and the
 * store keeps it with every run. Defaults are the paper's values for its resnet edges→shoes recipe at width 16.
 */
import { z } from 'zod';
import { METHODS } from './methods.ts';
import { datasetSettingsSchema } from './schema/dataset.ts';
import { ExportSchema } from './schema/export.ts';
import { LossesSchema, PerceptualSchema } from './schema/losses.ts';
import { CycleSchema, DiscriminatorSchema, NormSchema, StudentSchema, TeachersSchema } from './schema/networks.ts';
import { PreprocessSchema } from './schema/preprocess.ts';
import { CheckpointsSchema, EvaluationSchema, PreviewsSchema, TrainingSchema } from './schema/training.ts';

/** The version that this program writes. Older ones are brought up to it when they are read (migrations.ts). */
export const PIPELINE_VERSION = 1;

export const PipelineSchema = z.strictObject({
  version: z.literal(PIPELINE_VERSION),
  name: z.string().min(1).max(200).default('Untitled run'),
  method: z.enum(METHODS).default('omgd'),
  dataset: datasetSettingsSchema.prefault({ kind: 'emoji' }),
  preprocess: PreprocessSchema.prefault({}),
  teachers: TeachersSchema.prefault({ wider: {}, deeper: {} }),
  student: StudentSchema.prefault({}),
  norm: NormSchema,
  discriminator: DiscriminatorSchema.prefault({ kind: 'multi_n_layers' }),
  cycle: CycleSchema.prefault({}),
  losses: LossesSchema.prefault({}),
  perceptual: PerceptualSchema.prefault({ kind: 'builtin-hed' }),
  training: TrainingSchema.prefault({}),
  evaluation: EvaluationSchema.prefault({}),
  previews: PreviewsSchema.prefault({}),
  checkpoints: CheckpointsSchema.prefault({}),
  export: ExportSchema.prefault({}),
});

/** A complete document: every default filled in. */
export type PipelineDocument = z.infer<typeof PipelineSchema>;
/** A document as a person may write it: what is left out takes the paper's value. */
export type PipelineInput = z.input<typeof PipelineSchema>;
