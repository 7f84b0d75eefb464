/** A run as the store returns it. Times are milliseconds since 1970, steps and epochs as in the engine's messages. */
import { z } from 'zod';
import type { PipelineDocument } from '../pipeline/index.ts';
import { RunInfoSchema } from '../protocol/index.ts';
import { jsonColumn } from './jsonColumn.ts';

/** Columns of a run in a list; the document is left out since it is long. */
export const RUN_COLUMNS = `
  id, name, state, seed, versions, device,
  created_ms AS createdMs, started_ms AS startedMs, ended_ms AS endedMs,
  end_code AS endCode, end_message AS endMessage,
  owner_pid AS ownerPid, owner_started AS ownerStarted, owner_host AS ownerHost, heartbeat_ms AS heartbeatMs,
  step, total_steps AS totalSteps, epoch, trained_ms AS trainedMs,
  notes, tags, deleted_ms AS deletedMs, document_directory AS documentDirectory,
  (substr(document_directory, -length(id)) = id) AS isBroughtIn,
  (SELECT sweeps.id FROM sweep_runs JOIN sweeps ON sweeps.key = sweep_key WHERE run_key = runs.key) AS sweepId`;

export const RunSummarySchema = RunInfoSchema.extend({
  versions: jsonColumn(RunInfoSchema.shape.versions),
  tags: jsonColumn(RunInfoSchema.shape.tags),
  ownerPid: z.number().nullable(),
  ownerStarted: z.string().nullable(),
  ownerHost: z.string().nullable(),
  heartbeatMs: z.number().nullable(),
  /** What relative paths in the document are relative to. */
  documentDirectory: z.string(),
  /** Made on another machine: a run that was opened from a bundle has its own folder as its document's. */
  isBroughtIn: z.union([z.literal(0), z.literal(1)]).transform(Boolean),
  /** Of the sweep that it belongs to. */
  sweepId: z.string().nullable(),
});
export type RunSummary = z.infer<typeof RunSummarySchema>;

export interface RunRecord extends RunSummary {
  /** The document that the run was started with. */
  readonly document: PipelineDocument;
}
