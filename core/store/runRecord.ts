/** A run as the store returns it. Times are milliseconds since 1970, steps and epochs as in the engine's messages. */
import { z } from 'zod';
import type { PipelineDocument } from '../pipeline/index.ts';
import { RunStateSchema, VersionsSchema } from '../protocol/index.ts';
import { jsonColumn } from './jsonColumn.ts';

/** Columns of a run in a list; the document is left out since it is long. */
export const RUN_COLUMNS = `
  id, name, state, seed, versions, device,
  created_ms AS createdMs, started_ms AS startedMs, ended_ms AS endedMs,
  end_code AS endCode, end_message AS endMessage,
  owner_pid AS ownerPid, owner_started AS ownerStarted, owner_host AS ownerHost, heartbeat_ms AS heartbeatMs,
  step, total_steps AS totalSteps, epoch, trained_ms AS trainedMs,
  notes, tags, deleted_ms AS deletedMs, document_directory AS documentDirectory`;

export const RunSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  state: RunStateSchema,
  seed: z.number(),
  versions: jsonColumn(VersionsSchema),
  device: z.string().nullable(),
  createdMs: z.number(),
  startedMs: z.number().nullable(),
  endedMs: z.number().nullable(),
  /** Code of the error table, or null if the run ended as it should. */
  endCode: z.string().nullable(),
  endMessage: z.string().nullable(),
  ownerPid: z.number().nullable(),
  ownerStarted: z.string().nullable(),
  ownerHost: z.string().nullable(),
  heartbeatMs: z.number().nullable(),
  step: z.number(),
  totalSteps: z.number().nullable(),
  epoch: z.number(),
  /** Time spent training, pauses and time between sessions left out. */
  trainedMs: z.number(),
  notes: z.string(),
  tags: jsonColumn(z.array(z.string())),
  deletedMs: z.number().nullable(),
  /** What relative paths in the document are relative to. */
  documentDirectory: z.string(),
});
export type RunSummary = z.infer<typeof RunSummarySchema>;

export interface RunRecord extends RunSummary {
  /** The document that the run was started with. */
  readonly document: PipelineDocument;
}
