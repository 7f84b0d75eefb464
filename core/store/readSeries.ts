/** Reading what runs have left: metrics, previews, checkpoints, evaluations, events, exports. */
import { z } from 'zod';
import * as protocol from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { downsample } from './downsample.ts';
import { jsonColumn } from './jsonColumn.ts';
import { runKeyOf } from './runKey.ts';
import { ExportRecordSchema, type ExportRecord, type MetricSeries } from './seriesRecords.ts';

export interface SeriesOptions {
  /** Thin out to at most this many points (≥ 4), peaks kept. Default: all points. */
  readonly maxPoints?: number;
  /** Only points after this step, for a chart that grows. Default: from the beginning. */
  readonly afterStep?: number;
}

export interface PreviewKey {
  readonly step: number;
  readonly sampleId: string;
  readonly role: protocol.PreviewRole;
}

export interface SeriesReader {
  /** Names of all metrics of a run, sorted. */
  metricNames(runId: string): string[];
  metricSeries(runId: string, name: string, options?: SeriesOptions): MetricSeries;
  /** The last value of every metric, by name. */
  latestMetrics(runId: string): Record<string, number>;
  /** Without the pictures themselves, by step, sample and role. */
  previewsOf(runId: string): protocol.PreviewInfo[];
  /** The PNG file, or undefined if there is no such preview. */
  previewPng(runId: string, key: PreviewKey): Uint8Array | undefined;
  /** Oldest first. */
  checkpointsOf(runId: string): protocol.CheckpointRecord[];
  /** By step; of the same network and metric, the newest last. */
  evaluationsOf(runId: string): protocol.EvaluationRecord[];
  /** Log, warnings and errors; oldest first. */
  eventsOf(runId: string): protocol.EventRecord[];
  /** Newest first. */
  exportsOf(runId: string): ExportRecord[];
}

export function createSeriesReader(connection: Connection): SeriesReader {
  const rowsOf = <Row>(runId: string, schema: z.ZodType<Row>, sql: string): Row[] =>
    connection.all(schema, sql, { runKey: runKeyOf(connection, runId) });
  return {
    metricNames: (runId) => rowsOf(runId, NameSchema, METRIC_NAMES).map(({ name }) => name),
    metricSeries: (runId, name, options = {}) => metricSeries(connection, runId, name, options),
    latestMetrics: (runId) => {
      const rows = rowsOf(runId, LatestSchema, LATEST_METRICS);
      return Object.fromEntries(rows.map(({ name, value }) => [name, value ?? NaN]));
    },
    previewsOf: (runId) => rowsOf(runId, protocol.PreviewInfoSchema, PREVIEWS),
    previewPng: (runId, { step, sampleId, role }) => {
      const parameters = { runKey: runKeyOf(connection, runId), step, sampleId, role };
      return connection.get(PngSchema, PREVIEW_PNG, parameters)?.png;
    },
    checkpointsOf: (runId) => rowsOf(runId, protocol.CheckpointRecordSchema, CHECKPOINTS),
    evaluationsOf: (runId) => rowsOf(runId, EvaluationRowSchema, EVALUATIONS),
    eventsOf: (runId) => rowsOf(runId, protocol.EventRecordSchema, EVENTS),
    exportsOf: (runId) => rowsOf(runId, ExportRecordSchema, EXPORTS),
  };
}

const NameSchema = z.object({ name: z.string() });
const LatestSchema = z.object({ name: z.string(), value: protocol.EvaluationRecordSchema.shape.value });
const PngSchema = z.object({ png: z.instanceof(Uint8Array) });

const METRIC_NAMES = 'SELECT DISTINCT name FROM metrics WHERE run_key = @runKey ORDER BY name';
/** SQLite takes the other columns of a group from the row that has the maximum. */
const LATEST_METRICS = 'SELECT name, value, max(step) AS step FROM metrics WHERE run_key = @runKey GROUP BY name';
const PREVIEWS = `SELECT step, epoch, sample_id AS sampleId, role, width_pixels AS widthPixels, height_pixels AS heightPixels
  FROM previews WHERE run_key = @runKey ORDER BY step, sample_id, role`;
const PREVIEW_PNG = `SELECT png FROM previews
  WHERE run_key = @runKey AND step = @step AND sample_id = @sampleId AND role = @role`;
const CHECKPOINTS = `SELECT path, step, epoch, purpose, sha256, bytes FROM checkpoints
  WHERE run_key = @runKey ORDER BY step, path`;
const EvaluationRowSchema = protocol.EvaluationRecordSchema.extend({
  details: jsonColumn(protocol.EvaluationDetailsSchema).nullable(),
});
const EVALUATIONS = `SELECT step, epoch, role, metric, value, samples, extractor, details FROM evaluations
  WHERE run_key = @runKey ORDER BY step, role, metric, key`;
const EVENTS = `SELECT id, at_ms AS atMs, level, code, step, message FROM events
  WHERE run_key = @runKey ORDER BY at_ms, rowid`;
const EXPORTS = `SELECT id, checkpoint_path AS checkpointPath, target, path, sha256, bytes, report, created_ms AS createdMs
  FROM exports WHERE run_key = @runKey ORDER BY created_ms DESC`;

const SERIES = `SELECT metrics.step, value, step_times.epoch, step_times.trained_ms
  FROM metrics LEFT JOIN step_times USING (run_key, step)
  WHERE metrics.run_key = @runKey AND name = @name AND metrics.step > @afterStep ORDER BY metrics.step`;

function metricSeries(
  connection: Connection,
  runId: string,
  name: string,
  { maxPoints = Infinity, afterStep = -1 }: SeriesOptions,
): MetricSeries {
  const runKey = runKeyOf(connection, runId);
  const points = connection.numbers(SERIES, { runKey, name, afterStep });
  const column = (index: number): number[] => points.map((point) => point[index] ?? NaN);
  const [steps, values, epochs, trainedMs] = [column(0), column(1), column(2), column(3)];
  const picked = downsample(values, maxPoints);
  const pick = (numbers: readonly number[]): number[] => picked.map((position) => numbers[position]!);
  return {
    name,
    steps: pick(steps),
    values: pick(values),
    epochs: pick(epochs),
    trainedMs: pick(trainedMs),
    totalPoints: points.length,
  };
}
