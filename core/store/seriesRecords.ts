/** What only the store returns. The other records of a run are in core/protocol/runRecords.ts. */
import { z } from 'zod';
import { datasetSettingsSchema } from '../pipeline/index.ts';
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
