/** Reading runs. */
import { z } from 'zod';
import { parsePipeline, type PipelineDocument } from '../pipeline/index.ts';
import type { RunState } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { runKeyOf } from './runKey.ts';
import { RUN_COLUMNS, RunSummarySchema, type RunRecord, type RunSummary } from './runRecord.ts';
import { StoreError } from './storeError.ts';

export interface RunFilter {
  /** Also runs that were deleted and can still be restored. Default: no. */
  readonly deleted?: boolean;
  /** Default: all states. */
  readonly states?: readonly RunState[];
}

export interface RunReader {
  /** Newest first. */
  listRuns(filter?: RunFilter): RunSummary[];
  /** Throws `run-missing`, or `document-invalid` if this version cannot read the run's document. */
  getRun(runId: string): RunRecord;
  /** The id that starts with `prefix`, as a person types it. Throws `run-missing` unless exactly one does. */
  findRunId(prefix: string): string;
}

export function createRunReader(connection: Connection): RunReader {
  return {
    listRuns: (filter = {}) => listRuns(connection, filter),
    getRun: (runId) => getRun(connection, runId),
    findRunId: (prefix) => findRunId(connection, prefix),
  };
}

function listRuns(connection: Connection, { deleted = false, states }: RunFilter): RunSummary[] {
  const sql = `SELECT ${RUN_COLUMNS} FROM runs
    WHERE (@deleted OR deleted_ms IS NULL) AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
    ORDER BY created_ms DESC, key DESC`;
  const parameters = { deleted: Number(deleted), states: states ? JSON.stringify(states) : null };
  return connection.all(RunSummarySchema, sql, parameters);
}

const RunRowSchema = RunSummarySchema.extend({ document: z.string() });

function getRun(connection: Connection, runId: string): RunRecord {
  const runKey = runKeyOf(connection, runId);
  const row = connection.get(RunRowSchema, `SELECT ${RUN_COLUMNS}, document FROM runs WHERE key = @runKey`, { runKey });
  return { ...row!, document: documentOf(runId, row!.document) };
}

function documentOf(runId: string, text: string): PipelineDocument {
  const parsed = parsePipeline(text);
  if (parsed.ok) return parsed.document;
  const reasons = parsed.problems.map(({ message }) => message).join(' ');
  throw new StoreError('document-invalid', `The pipeline of run ${runId} cannot be read: ${reasons}`);
}

const IdSchema = z.object({ id: z.string() });

function findRunId(connection: Connection, prefix: string): string {
  const sql = 'SELECT id FROM runs WHERE substr(id, 1, length(@prefix)) = @prefix ORDER BY id LIMIT 5';
  const ids = connection.all(IdSchema, sql, { prefix }).map(({ id }) => id);
  const exact = ids.find((id) => id === prefix) ?? (ids.length === 1 ? ids[0] : undefined);
  if (exact !== undefined) return exact;
  const reason =
    ids.length === 0
      ? `No run has an id that starts with "${prefix}". "omgd-studio runs" lists those that exist.`
      : `More than one run has an id that starts with "${prefix}": ${ids.join(', ')}. Type more of it.`;
  throw new StoreError('run-missing', reason);
}
