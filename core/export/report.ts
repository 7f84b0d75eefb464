/** `report.json`, which lies beside every exported model: what it is, and how closely it was found to match. */
import { z } from 'zod';
import { differenceSchema } from './difference.ts';
import { exportSettingsSchema } from '../pipeline/index.ts';
import { KeptRoleSchema } from '../protocol/scalars.ts';
import { latencySchema } from './latency.ts';

export const REPORT_FILE = 'report.json';

/** The version that this program writes. Older ones are brought up to it when they are read (parseReport.ts). */
export const REPORT_VERSION = 2;

/** Where the model comes from. */
export const originSchema = z.strictObject({
  /** Official name of the architecture. */
  architecture: z.string(),
  ngf: z.number(),
  norm: z.string(),
  inputChannels: z.number(),
  outputChannels: z.number(),
  /** Height and width of every picture must be multiples of this. */
  sizeMultiple: z.number(),
  /** Edge of the pictures it was trained on. */
  trainedPixels: z.number(),
  role: KeptRoleSchema,
  method: z.string(),
  /** Which of the dataset's two kinds of picture it makes out of which; missing where a dataset has no direction. */
  direction: z.enum(['AtoB', 'BtoA']).exactOptional(),
  /** Of unpaired distillation's teachers: after which step and epoch (from 0) of the run these weights were kept as the best. */
  snapshot: z.strictObject({ step: z.int(), epoch: z.int(), chosenBy: z.string().nullable() }).exactOptional(),
  run: z.strictObject({ id: z.string(), name: z.string(), step: z.number(), totalSteps: z.number().nullable() }),
  checkpointSha256: z.string(),
  dataset: z.strictObject({
    name: z.string(),
    /** How the inputs were made, where they were made of the targets; whoever uses the model must make them likewise. */
    inputs: z.string().exactOptional(),
    license: z.strictObject({ name: z.string(), url: z.string().optional(), attribution: z.string() }).optional(),
  }),
  /** On held-out pictures; null: not a number. */
  metrics: z.array(
    z.strictObject({
      metric: z.string(),
      value: z.number().nullable(),
      samples: z.number(),
      /** Real pictures, where sets are compared. */
      realSamples: z.int().exactOptional(),
    }),
  ),
  cost: z.strictObject({ macsPaper: z.number(), macsExact: z.number(), parameters: z.number() }),
  /** How many times more the teachers cost than this network. */
  teachers: z.array(
    z.strictObject({ role: z.string(), architecture: z.string(), ngf: z.number(), timesMacs: z.number() }),
  ),
});
export type ModelOrigin = z.infer<typeof originSchema>;

export const limitSchema = z.discriminatedUnion('measure', [
  z.strictObject({
    measure: z.literal('maximumError'),
    atMost: z.number(),
    /** Of a network that magnifies rounding: the error of moving every weight by its last bit, which the limit comes from. */
    lastBit: z.number().exactOptional(),
  }),
  z.strictObject({ measure: z.literal('ssim'), atLeast: z.number() }),
]);
export type Limit = z.infer<typeof limitSchema>;

export const verificationSchema = z.strictObject({
  ...differenceSchema.shape,
  /** null: not measured, in the first reports of version 1. */
  ssim: differenceSchema.shape.ssim.nullable(),
  /** What ran the file. */
  runtime: z.string(),
  /** `held-out`: pictures of the dataset that were not trained on. `noise`: the dataset was not there. */
  inputs: z.enum(['held-out', 'noise']),
  pictures: z.int(),
  sizePixels: z.strictObject({ height: z.int(), width: z.int() }),
  limit: limitSchema,
});
export type Verification = z.infer<typeof verificationSchema>;

export const exportReportSchema = z.strictObject({
  version: z.literal(REPORT_VERSION),
  createdAt: z.iso.datetime(),
  settings: exportSettingsSchema,
  mainFile: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  verification: verificationSchema,
  /** In the runtime of the verification, on the machine that exported; null: not timed. */
  latency: latencySchema.nullable(),
  /** Of int8-static. */
  calibration: z.strictObject({ pictures: z.int(), integerLayers: z.int(), floatLayers: z.int() }).exactOptional(),
  origin: originSchema,
});
export type ExportReport = z.infer<typeof exportReportSchema>;
