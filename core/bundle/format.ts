/**
 * A bundle: one zip archive of a run that another machine's studio opens. `bundle.json` lists everything; the other files
 * are `metrics.json`, `previews/N.png`, `checkpoints/NAME` and `exports/FOLDER/NAME`.
 */
import { z } from 'zod';
import {
  AnyNumberSchema,
  CheckpointRecordSchema,
  EvaluationRecordSchema,
  EventRecordSchema,
  PreviewInfoSchema,
  RunInfoSchema,
} from '../protocol/index.ts';

export const BUNDLE_FILE = 'bundle.json';
export const METRICS_FILE = 'metrics.json';
export const BUNDLE_ENDING = '.omgd.zip';

/** A bundle that cannot be made or opened, in a sentence that says why and what to do. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** One part of a path: nothing that could lead elsewhere. */
const NameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/);
const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const FileSchema = z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: Sha256Schema });
export type BundledFile = z.infer<typeof FileSchema>;

export const BundleSchema = z.strictObject({
  format: z.literal('omgd-studio-run'),
  version: z.literal(1),
  /** Of the studio that made it. */
  studio: z.string(),
  run: RunInfoSchema.extend({ id: z.uuid() }),
  /** Read with `parsePipeline`. */
  document: z.record(z.string(), z.unknown()),
  checkpoints: z.array(CheckpointRecordSchema.omit({ path: true }).extend({ name: NameSchema })),
  previews: z.array(PreviewInfoSchema),
  evaluations: z.array(EvaluationRecordSchema),
  events: z.array(EventRecordSchema),
  /** `checkpoint`: name of one of `checkpoints`, or null if it is not in the bundle. */
  exports: z.array(
    z.strictObject({
      folder: NameSchema,
      mainFile: NameSchema,
      target: z.string(),
      checkpoint: NameSchema.nullable(),
      report: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Every other file of the archive. */
  files: z.array(FileSchema),
});
export type Bundle = z.infer<typeof BundleSchema>;

/** Values are null where they were not a number. */
export const MetricsSchema = z.array(
  z.strictObject({
    step: z.int(),
    epoch: AnyNumberSchema.nullable(),
    trainedMs: AnyNumberSchema.nullable(),
    values: z.record(z.string(), z.number().nullable()),
  }),
);
export type BundledMetrics = z.infer<typeof MetricsSchema>;

export function previewFile(index: number): string {
  return `previews/${String(index)}.png`;
}
