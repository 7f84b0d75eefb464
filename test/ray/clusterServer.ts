/**
 * The Jobs API and the log files of a Ray head, answered from a folder on this machine: a job that is submitted becomes
 * whatever the test makes of it, written with the program's own outbox.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Outbox } from '../../core/ray/job/outbox.ts';
import type { EngineMessage, RayTarget } from '../../core/protocol/index.ts';
import { temporaryFolder, type Cleaner } from '../store/temporaryFolder.ts';
import { json, startRayServer, text, type Answer, type RayServer } from './rayServer.ts';

export interface ServedJob {
  readonly id: string;
  readonly submission: Record<string, unknown>;
  readonly folder: string;
  status: string;
  errorType: string | null;
  message: string;
  stopped: boolean;
}

export interface ClusterServer extends RayServer {
  readonly jobs: readonly ServedJob[];
  readonly packages: ReadonlyMap<string, Buffer>;
  /** Writes one segment of the job. */
  say(job: ServedJob, ...messages: readonly EngineMessage[]): void;
  /** The engine's process has ended. */
  exit(job: ServedJob): void;
  /** The cluster is new and knows nothing. */
  forget(): void;
}

export async function startClusterServer(context: Cleaner, settings: Partial<RayTarget> = {}): Promise<ClusterServer> {
  const server = await startRayServer(context, { installation: '/srv/omgd', cpusPerRun: 1, ...settings });
  const logs = temporaryFolder(context);
  const packages = new Map<string, Buffer>();
  let jobs: ServedJob[] = [];
  const outboxes = new Map<string, Outbox>();
  context.after(() => outboxes.forEach((outbox) => outbox.close()));
  const find = (path: string): ServedJob | undefined => jobs.find(({ id }) => path.startsWith(`/api/jobs/${id}`));

  server.on('GET /api/packages/gcs/', (response, { path }) => text('', packages.has(nameOf(path)) ? 200 : 404)(response, EMPTY)); // prettier-ignore
  server.on('PUT /api/packages/gcs/', (response, { path, body }) => {
    packages.set(nameOf(path), body);
    response.end();
  });
  server.on('POST /api/jobs/', (response, asked) => {
    const known = find(asked.path);
    if (asked.path.endsWith('/stop')) {
      if (known) known.stopped = true;
      return json({ stopped: true })(response, asked);
    }
    const submission = JSON.parse(asked.body.toString('utf8')) as Record<string, unknown>;
    const id = String(submission['submission_id']);
    jobs.push({ id, submission, folder: join(logs, 'omgd-studio', id), status: 'RUNNING', errorType: null, message: '', stopped: false }); // prettier-ignore
    return json({ job_id: id, submission_id: id })(response, asked);
  });
  server.on('GET /api/jobs/', (response, asked) => {
    const job = find(asked.path);
    if (!job) return text(`Job ${asked.path} does not exist`, 404)(response, asked);
    if (asked.path.endsWith('/logs')) return json({ logs: job.message })(response, asked);
    const node = job.status === 'PENDING' ? null : 'node-1';
    return json({ status: job.status, message: job.message, driver_node_id: node, error_type: job.errorType })(response, asked); // prettier-ignore
  });
  server.on('GET /api/v0/logs?', (response, asked) => {
    const glob = new URL(asked.path, 'http://x').searchParams.get('glob')!;
    json({ result: true, msg: '', data: { result: { internal: globSync(glob, { cwd: logs }) } } })(response, asked);
  });
  server.on('GET /api/v0/logs/file', serveFile(logs));
  return {
    ...server,
    get jobs() {
      return jobs;
    },
    packages,
    say: (job, ...messages) => {
      const outbox = outboxes.get(job.id) ?? new Outbox(job.folder, () => {});
      outboxes.set(job.id, outbox);
      for (const message of messages) outbox.say(message);
      outbox.flush();
    },
    exit: (job) => {
      outboxes.get(job.id)!.add({ entry: 'exit', code: 0, signal: null, output: '' });
      outboxes.get(job.id)!.flush();
      job.status = 'SUCCEEDED';
    },
    forget: () => void (jobs = []),
  };
}

const EMPTY = { method: '', path: '', headers: {}, body: Buffer.alloc(0) };

export function serveFile(logs: string): Answer {
  return (response, asked) => {
    const path = join(logs, new URL(asked.path, 'http://x').searchParams.get('filename')!);
    if (!existsSync(path)) return text(`A file is not found at: ${path}`, 500)(response, asked);
    response.writeHead(200, { 'content-type': 'text/plain' }).end(readFileSync(path));
  };
}

/** The folder that the job's files are served from. */
export function logsOf({ folder }: ServedJob): string {
  return dirname(dirname(folder));
}

function nameOf(path: string): string {
  return decodeURIComponent(path.split('/').at(-1)!);
}
