/**
 * A run and what it leaves, as the store returns it and the studio's window sees it. Times are milliseconds since 1970;
 * steps count finished steps.
 */
import { z } from 'zod';
import { EvaluationDetailsSchema } from './engineMessage.ts';
import { RunStateSchema } from './runState.ts';
import {
  AnyNumberSchema,
  CheckpointPurposeSchema,
  EvaluatedRoleSchema,
  LogLevelSchema,
  PreviewRoleSchema,
  VersionsSchema,
} from './scalars.ts';

/** A run without its document, which is long, and without what only its owner needs. */
export const RunInfoSchema = z.object({
  id: z.string(),
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
export type RunInfo = z.infer<typeof RunInfoSchema>;

/** Which picture, without its pixels. */
export const PreviewInfoSchema = z.object({
  step: z.number(),
  epoch: z.number(),
  sampleId: z.string(),
  role: PreviewRoleSchema,
  widthPixels: z.number(),
  heightPixels: z.number(),
});
export type PreviewInfo = z.infer<typeof PreviewInfoSchema>;

export const CheckpointRecordSchema = z.object({
  path: z.string(),
  step: z.number(),
  epoch: z.number(),
  purpose: CheckpointPurposeSchema,
  sha256: z.string(),
  bytes: z.number(),
});
export type CheckpointRecord = z.infer<typeof CheckpointRecordSchema>;

export const EvaluationRecordSchema = z.object({
  step: z.number(),
  epoch: z.number(),
  role: EvaluatedRoleSchema,
  metric: z.string(),
  /** null: not a number. */
  value: AnyNumberSchema.nullable(),
  samples: z.number(),
  /** The network behind the metric; '' where there is none. */
  extractor: z.string(),
  /** null in evaluations of versions that did not record it. */
  details: EvaluationDetailsSchema.nullable(),
});
export type EvaluationRecord = z.infer<typeof EvaluationRecordSchema>;

/** A line of the log, a warning or an error. */
export const EventRecordSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  level: LogLevelSchema,
  /** Code of the warning or error table. */
  code: z.string().nullable(),
  step: z.number().nullable(),
  message: z.string(),
});
export type EventRecord = z.infer<typeof EventRecordSchema>;
