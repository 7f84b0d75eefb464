/** A run and what belongs to it, as the window sees it. Times are milliseconds since 1970; steps count finished steps. */
import { z } from 'zod';
import { CheckpointRecordSchema, RunInfoSchema } from '../runRecords.ts';
import { AnyNumberSchema } from '../scalars.ts';
import { RawDocumentSchema } from './channel.ts';

/** The pixels of a preview are behind `previewUrl(runId, preview)` in urls.ts. */
export {
  EvaluationRecordSchema as StudioEvaluationSchema,
  EventRecordSchema as StudioRunEventSchema,
  PreviewInfoSchema as StudioPreviewSchema,
  type EvaluationRecord as StudioEvaluation,
  type EventRecord as StudioRunEvent,
  type PreviewInfo as StudioPreview,
} from '../runRecords.ts';

export const StudioRunSchema = RunInfoSchema.extend({
  /** Made on another machine, and opened here from a bundle. */
  isBroughtIn: z.boolean(),
  /** Of the sweep that it belongs to. */
  sweepId: z.string().nullable(),
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

export const StudioCheckpointSchema = CheckpointRecordSchema.omit({ sha256: true });
export type StudioCheckpoint = z.infer<typeof StudioCheckpointSchema>;
