/** Writing runs: their life from `queued` to the end, and what a person notes on them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PipelineDocument } from '../pipeline/index.ts';
import { ACTIVE_STATES, ERRORS, type EndState, type ErrorCode, type Versions } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { importRun, type ImportedRun } from './importRun.ts';
import { isOwnerGone, OWNER_COLUMNS, OwnerSchema } from './ownership.ts';
import { currentProcess } from './processIdentity.ts';
import { runKeyOf } from './runKey.ts';
import { StoreError } from './storeError.ts';

export interface NewRun {
  readonly document: PipelineDocument;
  /** What relative paths in the document are relative to; absolute. */
  readonly documentDirectory: string;
  /** Default: the document's name. */
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  /** Default: a new UUID. Creating a run again with the same id changes nothing. */
  readonly id?: string;
}

export interface RunProgress {
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly trainedMs: number;
}

export interface RunEnd {
  readonly state: EndState;
  /** Why, unless it ended as it should. */
  readonly code?: ErrorCode;
  readonly message?: string;
}

export interface RunWriter {
  /** Returns the id of the run, which waits as `queued`. */
  createRun(run: NewRun): string;
  /** Takes in a run of another machine, which is not to be worked on. Throws `run-busy` if its id is there already. */
  importRun(run: ImportedRun): void;
  /** Lets a run wait again, as if it had never been started; what it has left is forgotten by `rewindRun`. */
  requeueRun(runId: string): void;
  /** Makes this process the owner and the run `running`. Throws `run-busy` if another living process owns it. */
  markStarted(runId: string): void;
  setState(runId: string, state: (typeof ACTIVE_STATES)[number]): void;
  recordEngine(runId: string, engine: { readonly versions: Versions; readonly device: string }): void;
  /** Adds to what `recordEngine` has recorded; the same names are overwritten. */
  recordVersions(runId: string, versions: Versions): void;
  /** Says that the owner lives, and how far it is. At least every 30 s while the run is active. */
  heartbeat(runId: string, progress?: RunProgress): void;
  finishRun(runId: string, end: RunEnd): void;
  /** Runs whose owner is gone become `interrupted`; returns their ids. */
  markInterruptedRuns(): string[];
  editRun(
    runId: string,
    changes: { readonly name?: string; readonly notes?: string; readonly tags?: readonly string[] },
  ): void;
  /** Hides the run; `restoreRun` undoes it. */
  deleteRun(runId: string): void;
  restoreRun(runId: string): void;
  /** Removes the run and all that belongs to it from the database for good; its files are the caller's. */
  eraseRun(runId: string): void;
}

export function createRunWriter(connection: Connection): RunWriter {
  const change = (runId: string, sql: string, parameters: Parameters<Connection['run']>[1] = {}): void => {
    connection.run(`UPDATE runs SET ${sql} WHERE key = @runKey`, {
      ...parameters,
      runKey: runKeyOf(connection, runId),
    });
  };
  return {
    createRun: (run) => createRun(connection, run),
    importRun: (run) => importRun(connection, run),
    requeueRun: (runId) => change(runId, REQUEUE),
    markStarted: (runId) => connection.transaction(() => markStarted(connection, runId)),
    setState: (runId, state) => change(runId, 'state = @state', { state }),
    recordEngine: (runId, { versions, device }) =>
      change(runId, `${ADD_VERSIONS}, device = @device`, { versions: JSON.stringify(versions), device }),
    recordVersions: (runId, versions) => change(runId, ADD_VERSIONS, { versions: JSON.stringify(versions) }),
    heartbeat: (runId, progress) => {
      const nowMs = Date.now();
      if (!progress) return change(runId, 'heartbeat_ms = @nowMs', { nowMs });
      change(runId, PROGRESS, { nowMs, ...progress });
    },
    finishRun: (runId, { state, code, message }) =>
      change(runId, END, { state, code: code ?? null, message: message ?? null, nowMs: Date.now() }),
    markInterruptedRuns: () => connection.transaction(() => markInterruptedRuns(connection)),
    editRun: (runId, { name, notes, tags }) =>
      change(runId, EDIT, { name: name ?? null, notes: notes ?? null, tags: tags ? JSON.stringify(tags) : null }),
    deleteRun: (runId) => change(runId, 'deleted_ms = @nowMs', { nowMs: Date.now() }),
    restoreRun: (runId) => change(runId, 'deleted_ms = NULL'),
    eraseRun: (runId) => {
      connection.run('DELETE FROM runs WHERE key = @runKey', { runKey: runKeyOf(connection, runId) });
    },
  };
}

const ADD_VERSIONS = 'versions = json_patch(versions, @versions)';
const PROGRESS = `heartbeat_ms = @nowMs, step = @step, total_steps = @totalSteps, epoch = @epoch, trained_ms = @trainedMs`;
const NO_OWNER = 'owner_pid = NULL, owner_started = NULL, owner_host = NULL';
const END = `state = @state, end_code = @code, end_message = @message, ended_ms = @nowMs, ${NO_OWNER}`;
const REQUEUE = `state = 'queued', started_ms = NULL, ended_ms = NULL, end_code = NULL, end_message = NULL, step = 0,
  epoch = 0, trained_ms = 0`;
const EDIT = 'name = coalesce(@name, name), notes = coalesce(@notes, notes), tags = coalesce(@tags, tags)';

/** Returns the run's id. */
export function createRun(connection: Connection, run: NewRun): string {
  const { document, documentDirectory, name = document.name, notes = '', tags = [], id = randomUUID() } = run;
  const sql = `INSERT INTO runs (id, name, state, document, document_directory, seed, created_ms, notes, tags)
    VALUES (@id, @name, 'queued', @document, @documentDirectory, @seed, @nowMs, @notes, @tags) ON CONFLICT DO NOTHING`;
  connection.run(sql, {
    id,
    name,
    document: JSON.stringify(document),
    documentDirectory,
    seed: document.training.seed,
    nowMs: Date.now(),
    notes,
    tags: JSON.stringify(tags),
  });
  return id;
}

function markStarted(connection: Connection, runId: string): void {
  const runKey = runKeyOf(connection, runId);
  const owner = connection.get(OwnerSchema, `SELECT ${OWNER_COLUMNS} FROM runs WHERE key = @runKey`, { runKey })!;
  const { pid, started, host } = currentProcess();
  const isOurs = owner.pid === pid && owner.started === started && owner.host === host;
  if (owner.pid !== null && !isOurs && !isOwnerGone(owner)) {
    const where = `process ${owner.pid} on ${owner.host}`;
    throw new StoreError(
      'run-busy',
      `Run ${runId} is being worked on by ${where}. Wait until it ends, or stop it there.`,
    );
  }
  connection.run(
    `UPDATE runs SET state = 'running', started_ms = coalesce(started_ms, @nowMs), ended_ms = NULL, end_code = NULL,
      end_message = NULL, owner_pid = @pid, owner_started = @started, owner_host = @host, heartbeat_ms = @nowMs
      WHERE key = @runKey`,
    { runKey, nowMs: Date.now(), pid, started, host },
  );
}

const ActiveRunSchema = OwnerSchema.extend({ id: z.string(), key: z.number() });

function markInterruptedRuns(connection: Connection): string[] {
  const active = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');
  const runs = connection.all(ActiveRunSchema, `SELECT key, id, ${OWNER_COLUMNS} FROM runs WHERE state IN (${active})`);
  const gone = runs.filter(isOwnerGone);
  for (const { key } of gone) {
    connection.run(
      `UPDATE runs SET state = 'interrupted', ended_ms = coalesce(heartbeat_ms, @nowMs), end_code = @code,
        end_message = @message, ${NO_OWNER} WHERE key = @key`,
      { key, nowMs: Date.now(), ...whyInterrupted(connection, key) },
    );
  }
  return gone.map(({ id }) => id);
}

const OPEN_JOBS = 'SELECT count(*) FROM remote_jobs WHERE run_key = @key AND ended_ms IS NULL';

function whyInterrupted(connection: Connection, key: number): { code: ErrorCode; message: string } {
  const code = connection.numbers(OPEN_JOBS, { key })[0]?.[0] ? 'left-on-cluster' : 'owner-gone';
  return { code, message: ERRORS[code].sentence };
}
