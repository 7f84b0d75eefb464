/** Sweeps: groups of runs that are chosen and worked on together. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  ComputeTargetSchema,
  SweepInfoSchema,
  SweepRunSchema,
  SweepWishSchema,
  type ComputeTarget,
  type Quality,
  type SweepRun,
  type SweepState,
  type SweepWish,
} from '../protocol/index.ts';
import { parseSweep, type SweepDocument } from '../pipeline/sweepDocument.ts';
import type { Connection } from './connection.ts';
import { jsonColumn } from './jsonColumn.ts';
import { isOwnerGone, OWNER_COLUMNS, OwnerSchema } from './ownership.ts';
import { currentProcess } from './processIdentity.ts';
import { runKeyOf } from './runKey.ts';
import { StoreError } from './storeError.ts';
import { createRun, type NewRun } from './writeRuns.ts';

/** A run of a sweep before it is one. */
export interface NewSweepRun {
  readonly document: NewRun['document'];
  readonly candidate: number;
  readonly label: string;
  /** Of the student, counted the paper's way. */
  readonly macs: number;
  readonly parameters: number;
}

export interface NewSweep {
  readonly document: SweepDocument;
  /** What relative paths in the pipelines are relative to; absolute. */
  readonly documentDirectory: string;
  readonly target: ComputeTarget;
  readonly runs: readonly NewSweepRun[];
}

export interface SweepRecord {
  readonly id: string;
  readonly name: string;
  readonly state: SweepState;
  readonly wish: SweepWish;
  readonly target: ComputeTarget;
  readonly createdMs: number;
  readonly document: SweepDocument;
  readonly documentDirectory: string;
}

export interface SweepReader {
  /** Newest first. */
  listSweeps(): SweepRecord[];
  getSweep(sweepId: string): SweepRecord;
  /** By candidate and seed; deleted runs are left out. */
  sweepRuns(sweepId: string): SweepRun[];
  /** The evaluations of every run's student by `metric` during training, which are alike in all runs; by step. */
  sweepQualities(sweepId: string, metric: string): Map<string, Quality[]>;
}

export interface SweepWriter {
  /** The sweep with all its runs, which wait as `queued`. Returns its id. */
  createSweep(sweep: NewSweep): string;
  /** More runs for a sweep, with the document that now asks for them. */
  extendSweep(sweepId: string, document: SweepDocument, runs: readonly NewSweepRun[]): void;
  /** Makes this process the one that works on the sweep. Throws `run-busy` if another living one does. */
  claimSweep(sweepId: string): void;
  releaseSweep(sweepId: string): void;
  /** Says that its owner lives. */
  sweepHeartbeat(sweepId: string): void;
  wishSweep(sweepId: string, wish: SweepWish): void;
  setSweepTarget(sweepId: string, target: ComputeTarget): void;
  /** A person takes the run out of its sweep, or back in. Throws `run-missing` if it belongs to none. */
  leaveOutOfSweep(runId: string, leftOut: boolean): void;
  giveUpInSweep(runId: string, step: number): void;
}

const SweepRowSchema = SweepInfoSchema.omit({ state: true }).extend({
  key: z.number(),
  wish: SweepWishSchema,
  target: jsonColumn(ComputeTargetSchema),
  document: z.string(),
  documentDirectory: z.string(),
  unfinished: z.number(),
  ...OwnerSchema.shape,
});

/** Runs that neither finished nor were taken out. */
const UNFINISHED = `SELECT count(*) FROM sweep_runs JOIN runs ON runs.key = run_key
  WHERE sweep_key = sweeps.key AND state <> 'finished' AND left_out = 0 AND given_up_step IS NULL AND deleted_ms IS NULL`;
const SWEEPS = `SELECT key, id, name, document, document_directory AS documentDirectory, target, wish,
  created_ms AS createdMs, ${OWNER_COLUMNS}, (${UNFINISHED}) AS unfinished FROM sweeps`;
const RUNS = `SELECT runs.id AS runId, candidate, label, seed, macs, parameters, left_out AS leftOut,
  given_up_step AS givenUpStep, state, step, total_steps AS totalSteps, trained_ms AS trainedMs,
  end_message AS endMessage
  FROM sweep_runs JOIN runs ON runs.key = run_key WHERE sweep_key = @sweepKey AND deleted_ms IS NULL
  ORDER BY candidate, run_key`;
const QUALITIES = `SELECT runs.id AS runId, evaluations.step, value
  FROM sweep_runs JOIN runs ON runs.key = sweep_runs.run_key JOIN evaluations ON evaluations.run_key = runs.key
  WHERE sweep_key = @sweepKey AND role = 'student' AND metric = @metric
    AND coalesce(details ->> '$.source', 'training') = 'training' ORDER BY evaluations.step, evaluations.key`;

const RunRowSchema = SweepRunSchema.extend({ leftOut: z.number().transform(Boolean) });
const QualityRowSchema = z.object({ runId: z.string(), step: z.number(), value: z.number().nullable() });

export function createSweepReader(connection: Connection): SweepReader {
  return {
    listSweeps: () => connection.all(SweepRowSchema, `${SWEEPS} ORDER BY created_ms DESC, key DESC`).map(recordOf),
    getSweep: (sweepId) => recordOf(sweepRow(connection, sweepId)),
    sweepRuns: (sweepId) => connection.all(RunRowSchema, RUNS, { sweepKey: sweepRow(connection, sweepId).key }),
    sweepQualities: (sweepId, metric) => {
      const sweepKey = sweepRow(connection, sweepId).key;
      const qualities = new Map<string, Quality[]>();
      for (const { runId, step, value } of connection.all(QualityRowSchema, QUALITIES, { sweepKey, metric })) {
        qualities.set(runId, [...(qualities.get(runId) ?? []), { step, value: value ?? NaN }]);
      }
      return qualities;
    },
  };
}

export function createSweepWriter(connection: Connection): SweepWriter {
  const change = (sweepId: string, sql: string, parameters: Parameters<Connection['run']>[1] = {}): void => {
    const { key } = sweepRow(connection, sweepId);
    connection.run(`UPDATE sweeps SET ${sql} WHERE key = @key`, { ...parameters, key });
  };
  const changeRun = (runId: string, sql: string, parameters: Parameters<Connection['run']>[1]): void => {
    const runKey = runKeyOf(connection, runId);
    const changed = connection.run(`UPDATE sweep_runs SET ${sql} WHERE run_key = @runKey`, { ...parameters, runKey });
    if (changed === 0) throw new StoreError('run-missing', `The run ${runId} does not belong to a sweep.`);
  };
  return {
    createSweep: (sweep) => connection.transaction(() => createSweep(connection, sweep)),
    extendSweep: (sweepId, document, runs) =>
      connection.transaction(() => {
        change(sweepId, 'document = @document', { document: JSON.stringify(document) });
        addRuns(connection, sweepRow(connection, sweepId), runs);
      }),
    claimSweep: (sweepId) =>
      connection.transaction(() => {
        requireUnclaimed(sweepRow(connection, sweepId));
        change(sweepId, CLAIM, { ...currentProcess(), nowMs: Date.now() });
      }),
    releaseSweep: (sweepId) => change(sweepId, 'owner_pid = NULL, owner_started = NULL, owner_host = NULL'),
    sweepHeartbeat: (sweepId) => change(sweepId, 'heartbeat_ms = @nowMs', { nowMs: Date.now() }),
    wishSweep: (sweepId, wish) => change(sweepId, 'wish = @wish', { wish }),
    setSweepTarget: (sweepId, target) => change(sweepId, 'target = @target', { target: JSON.stringify(target) }),
    leaveOutOfSweep: (runId, leftOut) => changeRun(runId, 'left_out = @leftOut', { leftOut: Number(leftOut) }),
    giveUpInSweep: (runId, step) => changeRun(runId, 'given_up_step = @step', { step }),
  };
}

const CLAIM = 'owner_pid = @pid, owner_started = @started, owner_host = @host, heartbeat_ms = @nowMs';

type SweepRow = z.infer<typeof SweepRowSchema>;

function sweepRow(connection: Connection, sweepId: string): SweepRow {
  const row = connection.get(SweepRowSchema, `${SWEEPS} WHERE id = @sweepId`, { sweepId });
  if (row) return row;
  throw new StoreError('run-missing', `There is no sweep with the id ${sweepId}. "omgd-studio sweep list" lists them.`);
}

function recordOf(row: SweepRow): SweepRecord {
  const { id, name, wish, target, createdMs, documentDirectory } = row;
  const parsed = parseSweep(JSON.parse(row.document));
  if (!parsed.ok) {
    throw new StoreError('document-invalid', `The sweep ${id} cannot be read: ${parsed.problems.join(' ')}`);
  }
  return { id, name, state: stateOf(row), wish, target, createdMs, documentDirectory, document: parsed.document };
}

function stateOf(row: SweepRow): SweepState {
  if (row.pid !== null && !isOwnerGone(row)) return LIVING_STATES[row.wish];
  if (row.unfinished === 0) return 'finished';
  return row.wish === 'run' ? 'interrupted' : 'stopped';
}

const LIVING_STATES: Readonly<Record<SweepWish, SweepState>> = { run: 'running', pause: 'paused', stop: 'stopping' };

function requireUnclaimed(row: SweepRow): void {
  const { pid, host } = row;
  if (pid === null || isOwnerGone(row)) return;
  const where = pid === process.pid ? 'this program' : `process ${String(pid)} on ${String(host)}`;
  throw new StoreError('run-busy', `The sweep "${row.name}" is being worked on by ${where}. Stop it there first.`);
}

function createSweep(connection: Connection, { document, documentDirectory, target, runs }: NewSweep): string {
  const id = randomUUID();
  connection.run(
    `INSERT INTO sweeps (id, name, document, document_directory, target, wish, created_ms)
      VALUES (@id, @name, @document, @documentDirectory, @target, 'run', @nowMs)`,
    {
      id,
      name: document.name,
      document: JSON.stringify(document),
      documentDirectory,
      target: JSON.stringify(target),
      nowMs: Date.now(),
    },
  );
  addRuns(connection, sweepRow(connection, id), runs);
  return id;
}

function addRuns(connection: Connection, { key, documentDirectory }: SweepRow, runs: readonly NewSweepRun[]): void {
  for (const { document, candidate, label, macs, parameters } of runs) {
    const runId = createRun(connection, { document, documentDirectory });
    connection.run(
      `INSERT INTO sweep_runs (run_key, sweep_key, candidate, label, macs, parameters)
        VALUES (@runKey, @key, @candidate, @label, @macs, @parameters)`,
      { runKey: runKeyOf(connection, runId), key, candidate, label, macs, parameters },
    );
  }
}
