/** Jobs of runs on clusters: enough to find them again after the studio was closed. */
import { z } from 'zod';
import { RayTargetSchema, type RayTarget } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { jsonColumn } from './jsonColumn.ts';
import { runKeyOf } from './runKey.ts';

const RemoteJobSchema = z.object({
  /** By which the cluster knows it. */
  id: z.string(),
  /** As it was when the job was submitted. */
  target: jsonColumn(RayTargetSchema),
  /** Ray's id of the node that it runs on; null until that is known. */
  node: z.string().nullable(),
  /** How many of the job's segments are in the store. */
  segments: z.number(),
  submittedMs: z.number(),
  /** When the first segment came. */
  firstWordMs: z.number().nullable(),
  endedMs: z.number().nullable(),
  outcome: z.string().nullable(),
});
export type RemoteJob = z.infer<typeof RemoteJobSchema>;

export interface RemoteJobReader {
  /** Oldest first. */
  remoteJobsOf(runId: string): RemoteJob[];
  /** The job that works on the run, or did when it was last looked at. */
  openRemoteJobOf(runId: string): RemoteJob | undefined;
}

export interface RemoteJobWriter {
  addRemoteJob(runId: string, job: { readonly id: string; readonly target: RayTarget }): void;
  setRemoteJobNode(jobId: string, node: string): void;
  /** So many of its segments are in the store. */
  setRemoteJobSegments(jobId: string, segments: number): void;
  endRemoteJob(jobId: string, outcome: 'finished' | 'stopped' | 'failed' | 'lost'): void;
}

const JOBS = `SELECT id, target, node, segments, submitted_ms AS submittedMs, first_word_ms AS firstWordMs,
  ended_ms AS endedMs, outcome FROM remote_jobs WHERE run_key = @runKey ORDER BY submitted_ms, rowid`;

export function createRemoteJobReader(connection: Connection): RemoteJobReader {
  const jobsOf = (runId: string): RemoteJob[] =>
    connection.all(RemoteJobSchema, JOBS, { runKey: runKeyOf(connection, runId) });
  return {
    remoteJobsOf: jobsOf,
    openRemoteJobOf: (runId) => jobsOf(runId).findLast(({ endedMs }) => endedMs === null),
  };
}

export function createRemoteJobWriter(connection: Connection): RemoteJobWriter {
  const change = (id: string, sql: string, parameters: Parameters<Connection['run']>[1]): void => {
    connection.run(`UPDATE remote_jobs SET ${sql} WHERE id = @id`, { ...parameters, id });
  };
  return {
    addRemoteJob: (runId, { id, target }) => {
      const sql = `INSERT INTO remote_jobs (id, run_key, target, submitted_ms) VALUES (@id, @runKey, @target, @nowMs)`;
      const runKey = runKeyOf(connection, runId);
      connection.run(sql, { id, runKey, target: JSON.stringify(target), nowMs: Date.now() });
    },
    setRemoteJobNode: (id, node) => change(id, 'node = @node', { node }),
    setRemoteJobSegments: (id, segments) =>
      change(id, 'segments = @segments, first_word_ms = coalesce(first_word_ms, @nowMs)', {
        segments,
        nowMs: Date.now(),
      }),
    endRemoteJob: (id, outcome) => change(id, 'outcome = @outcome, ended_ms = @nowMs', { outcome, nowMs: Date.now() }),
  };
}
