/** A run and what belongs to it, as the window sees it. Times are milliseconds since 1970; steps count finished steps. */
import { z } from 'zod';
import { RunStateSchema } from '../runState.ts';
import {
  CheckpointPurposeSchema,
  EvaluatedRoleSchema,
  LogLevelSchema,
  PreviewRoleSchema,
  VersionsSchema,
} from '../scalars.ts';
import { AnyNumberSchema, IdSchema, RawDocumentSchema } from './channel.ts';

export const StudioRunSchema = z.object({
  id: IdSchema,
  name: z.string(),
  state: RunStateSchema,
  seed: z.number(),
  versions: VersionsSchema,
  device: z.string().nullable(),
  createdMs: z.number(),
  startedMs: z.number().nullable(),
  endedMs: z.number().nullable(),
  /** Code of the error table, or null if the run ended as it should. */
  endCode: z.string().nullable(),
  endMessage: z.string().nullable(),
  step: z.number(),
  totalSteps: z.number().nullable(),
  epoch: z.number(),
  /** Time spent training, pauses and time between sessions left out. */
  trainedMs: z.number(),
  notes: z.string(),
  tags: z.array(z.string()),
  deletedMs: z.number().nullable(),
});
export type StudioRun = z.infer<typeof StudioRunSchema>;

export const StudioRunDetailSchema = z.object({
  run: StudioRunSchema,
  /** The document that the run was started with, complete. */
  document: RawDocumentSchema,
  metricNames: z.array(z.string()),
  /** The last value of every metric, by name. */
  latestMetrics: z.record(z.string(), AnyNumberSchema),
  /** True if there is a checkpoint and the run is not active: `runs.resume` can pick it up. */
  isResumable: z.boolean(),
});
export type StudioRunDetail = z.infer<typeof StudioRunDetailSchema>;

/** A metric over the steps, thinned out if asked (peaks kept). Missing values are NaN. All arrays are equally long. */
export const StudioSeriesSchema = z.object({
  name: z.string(),
  steps: z.instanceof(Float64Array),
  values: z.instanceof(Float64Array),
  epochs: z.instanceof(Float64Array),
  trainedMs: z.instanceof(Float64Array),
  /** Points before thinning out. */
  totalPoints: z.number(),
});
export type StudioSeries = z.infer<typeof StudioSeriesSchema>;

/** Which picture; its pixels are behind `previewUrl(runId, preview)` in urls.ts. */
export const StudioPreviewSchema = z.object({
  step: z.number(),
  epoch: z.number(),
  sampleId: z.string(),
  role: PreviewRoleSchema,
  widthPixels: z.number(),
  heightPixels: z.number(),
});
export type StudioPreview = z.infer<typeof StudioPreviewSchema>;

export const StudioCheckpointSchema = z.object({
  path: z.string(),
  step: z.number(),
  epoch: z.number(),
  purpose: CheckpointPurposeSchema,
  bytes: z.number(),
});
export type StudioCheckpoint = z.infer<typeof StudioCheckpointSchema>;

export const StudioEvaluationSchema = z.object({
  step: z.number(),
  epoch: z.number(),
  role: EvaluatedRoleSchema,
  metric: z.string(),
  /** null: not a number. */
  value: AnyNumberSchema.nullable(),
  samples: z.number(),
  /** The network behind the metric; '' where there is none. */
  extractor: z.string(),
});
export type StudioEvaluation = z.infer<typeof StudioEvaluationSchema>;

/** A line of the log, a warning or an error. */
export const StudioRunEventSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  level: LogLevelSchema,
  /** Code of the warning or error table. */
  code: z.string().nullable(),
  step: z.number().nullable(),
  message: z.string(),
});
export type StudioRunEvent = z.infer<typeof StudioRunEventSchema>;
