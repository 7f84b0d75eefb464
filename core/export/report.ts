/** `report.json`, which lies beside every exported model: what it is, and how closely it was found to match. */
import { z } from 'zod';
import { differenceSchema } from './difference.ts';
import { exportSettingsSchema } from '../pipeline/index.ts';
import { latencySchema } from './latency.ts';

export const REPORT_FILE = 'report.json';

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
  role: z.enum(['student', 'wider', 'deeper']),
  method: z.string(),
  run: z.strictObject({ id: z.string(), name: z.string(), step: z.number(), totalSteps: z.number().nullable() }),
  checkpointSha256: z.string(),
  dataset: z.strictObject({
    name: z.string(),
    license: z.strictObject({ name: z.string(), url: z.string().optional(), attribution: z.string() }).optional(),
  }),
  /** On held-out pairs at the checkpoint's step; null: not a number. */
  metrics: z.array(z.strictObject({ metric: z.string(), value: z.number().nullable(), samples: z.number() })),
  cost: z.strictObject({ macsPaper: z.number(), macsExact: z.number(), parameters: z.number() }),
  /** How many times more the teachers cost than this network. */
  teachers: z.array(
    z.strictObject({ role: z.string(), architecture: z.string(), ngf: z.number(), timesMacs: z.number() }),
  ),
});
export type ModelOrigin = z.infer<typeof originSchema>;

export const limitSchema = z.discriminatedUnion('measure', [
  z.strictObject({ measure: z.literal('maximumError'), atMost: z.number() }),
  z.strictObject({ measure: z.literal('ssim'), atLeast: z.number() }),
]);
export type Limit = z.infer<typeof limitSchema>;

export const verificationSchema = z.strictObject({
  ...differenceSchema.shape,
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
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  settings: exportSettingsSchema,
  mainFile: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  verification: verificationSchema,
  /** In the runtime of the verification, on the machine that exported; null: the format is not run as it is. */
  latency: latencySchema.nullable(),
  /** Of int8-static. */
  calibration: z.strictObject({ pictures: z.int(), integerLayers: z.int(), floatLayers: z.int() }).exactOptional(),
  origin: originSchema,
});
export type ExportReport = z.infer<typeof exportReportSchema>;
