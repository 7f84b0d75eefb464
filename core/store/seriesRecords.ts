/** What belongs to a run, as the store returns it. Times are milliseconds since 1970. */
import { z } from 'zod';
import { datasetSettingsSchema } from '../pipeline/index.ts';
import { CheckpointPurposeSchema, EvaluatedRoleSchema, LogLevelSchema, PreviewRoleSchema } from '../protocol/index.ts';
import { JsonObjectSchema, jsonColumn } from './jsonColumn.ts';

/** A series of numbers, thinned out if asked. Missing times are NaN; so are values that were no numbers. */
export interface MetricSeries {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  readonly epochs: readonly number[];
  readonly trainedMs: readonly number[];
  /** Points before thinning out. */
  readonly totalPoints: number;
}

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
  value: z.union([z.number(), z.literal([Infinity, -Infinity])]).nullable(),
  samples: z.number(),
  /** The network behind the metric; '' where there is none. */
  extractor: z.string(),
});
export type EvaluationRecord = z.infer<typeof EvaluationRecordSchema>;

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

export const ExportRecordSchema = z.object({
  id: z.string(),
  checkpointPath: z.string(),
  target: z.string(),
  path: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  report: jsonColumn(JsonObjectSchema),
  createdMs: z.number(),
});
export type ExportRecord = z.infer<typeof ExportRecordSchema>;

export const DatasetRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  settings: jsonColumn(datasetSettingsSchema),
  summary: jsonColumn(JsonObjectSchema),
  addedMs: z.number(),
});
export type DatasetRecord = z.infer<typeof DatasetRecordSchema>;
