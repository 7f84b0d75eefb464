/** Writing what runs leave. Every verb can be repeated without harm: the same thing written twice is there once. */
import { randomUUID } from 'node:crypto';
import type {
  Checkpoint,
  ErrorCode,
  LogCode,
  Evaluation,
  LogLevel,
  MetricPoint,
  Preview,
  WarningCode,
} from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import type { JsonObject } from './jsonColumn.ts';
import { runKeyOf } from './runKey.ts';

export interface NewEvent {
  readonly level: LogLevel;
  readonly message: string;
  readonly code?: WarningCode | ErrorCode | LogCode;
  readonly step?: number;
  /** Makes a repeated write harmless. Default: a new UUID. */
  readonly id?: string;
}

export interface NewExport {
  readonly id: string;
  readonly checkpointPath: string;
  readonly target: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly report: JsonObject;
  /** When it was made; now, if it is not known. */
  readonly createdMs?: number | undefined;
}

export interface SeriesWriter {
  /** All points in one transaction. */
  appendMetrics(runId: string, points: readonly MetricPoint[]): void;
  savePreview(runId: string, preview: Preview): void;
  saveCheckpoint(runId: string, checkpoint: Checkpoint): void;
  /** After its file was removed. */
  forgetCheckpoint(runId: string, path: string): void;
  /** Replaces the one that was measured in the same way (`definitionOf`), and no other. */
  saveEvaluation(runId: string, evaluation: Evaluation): void;
  addEvent(runId: string, event: NewEvent): void;
  saveExport(runId: string, exported: NewExport): void;
  /** Forgets metrics, previews and evaluations after `step`, from which the run is about to be resumed. */
  rewindRun(runId: string, step: number): void;
}

export function createSeriesWriter(connection: Connection): SeriesWriter {
  const keyOf = (runId: string): number => runKeyOf(connection, runId);
  return {
    appendMetrics: (runId, points) => connection.transaction(() => appendMetrics(connection, keyOf(runId), points)),
    savePreview: (runId, preview) => void connection.run(PREVIEW, { runKey: keyOf(runId), ...preview }),
    saveCheckpoint: (runId, checkpoint) => void connection.run(CHECKPOINT, { runKey: keyOf(runId), ...checkpoint }),
    forgetCheckpoint: (runId, path) => {
      connection.run('DELETE FROM checkpoints WHERE run_key = @runKey AND path = @path', {
        runKey: keyOf(runId),
        path,
      });
    },
    saveEvaluation: (runId, evaluation) =>
      void connection.run(EVALUATION, {
        runKey: keyOf(runId),
        ...evaluation,
        extractor: evaluation.extractor ?? '',
        details: evaluation.details ? JSON.stringify(evaluation.details) : null,
      }),
    addEvent: (runId, { level, message, code = null, step = null, id = randomUUID() }) =>
      void connection.run(EVENT, { runKey: keyOf(runId), id, nowMs: Date.now(), level, code, step, message }),
    saveExport: (runId, { report, createdMs = Date.now(), ...exported }) => {
      const parameters = { ...exported, report: JSON.stringify(report), createdMs };
      connection.run(EXPORT, { runKey: keyOf(runId), ...parameters });
    },
    rewindRun: (runId, step) => connection.transaction(() => rewindRun(connection, keyOf(runId), step)),
  };
}

const METRIC = 'INSERT OR REPLACE INTO metrics (run_key, name, step, value) VALUES (@runKey, @name, @step, @value)';
const STEP_TIME = `INSERT OR REPLACE INTO step_times (run_key, step, epoch, trained_ms)
  VALUES (@runKey, @step, @epoch, @trainedMs)`;
const PREVIEW = `INSERT OR REPLACE INTO previews (run_key, step, sample_id, role, epoch, width_pixels, height_pixels, png)
  VALUES (@runKey, @step, @sampleId, @role, @epoch, @widthPixels, @heightPixels, @png)`;
const CHECKPOINT = `INSERT OR REPLACE INTO checkpoints (run_key, path, step, epoch, purpose, sha256, bytes)
  VALUES (@runKey, @path, @step, @epoch, @purpose, @sha256, @bytes)`;
const EVALUATION = `INSERT OR REPLACE INTO evaluations (run_key, step, role, metric, extractor, epoch, value, samples, details)
  VALUES (@runKey, @step, @role, @metric, @extractor, @epoch, @value, @samples, @details)`;
const EVENT = `INSERT OR IGNORE INTO events (id, run_key, at_ms, level, code, step, message)
  VALUES (@id, @runKey, @nowMs, @level, @code, @step, @message)`;
const EXPORT = `INSERT OR REPLACE INTO exports
  (id, run_key, checkpoint_path, target, path, sha256, bytes, report, created_ms)
  VALUES (@id, @runKey, @checkpointPath, @target, @path, @sha256, @bytes, @report, @createdMs)`;

function appendMetrics(connection: Connection, runKey: number, points: readonly MetricPoint[]): void {
  for (const { step, epoch, trainedMs, values } of points) {
    connection.run(STEP_TIME, { runKey, step, epoch, trainedMs });
    // SQLite has no NaN: it becomes NULL, and NaN again when it is read.
    for (const [name, value] of Object.entries(values)) connection.run(METRIC, { runKey, name, step, value });
  }
}

const STEP_TABLES = ['metrics', 'step_times', 'previews', 'evaluations'] as const;

function rewindRun(connection: Connection, runKey: number, step: number): void {
  for (const table of STEP_TABLES) {
    connection.run(`DELETE FROM ${table} WHERE run_key = @runKey AND step > @step`, { runKey, step });
  }
}
