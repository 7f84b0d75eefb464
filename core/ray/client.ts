/**
 * The HTTP interface of a Ray head, as far as the studio uses it: the Jobs API (upload packages, submit, look, stop) and
 * the log files of the nodes. Every answer is checked; every error is a sentence. Written after Ray 2.60.
 */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { RayTarget } from '../protocol/index.ts';
import { askCluster, readBody, type RayRequest } from './http.ts';
import { RayError } from './rayError.ts';
import { readToken } from './token.ts';

const VersionSchema = z.object({ ray_version: z.string(), session_name: z.string().optional() });

const NodeSchema = z.object({
  node_id: z.string(),
  node_ip: z.string(),
  node_name: z.string().optional(),
  is_head_node: z.boolean(),
  state: z.string(),
  resources_total: z.record(z.string(), z.number()),
});
export type RayNode = z.infer<typeof NodeSchema>;

/** An answer of the state API. */
function stateAnswer<Result>(result: z.ZodType<Result>) {
  return z.object({ data: z.object({ result }) });
}
const NodesSchema = stateAnswer(z.object({ result: z.array(NodeSchema) }));
/** Names by the program that Ray takes for their writer. */
const LogsSchema = stateAnswer(z.record(z.string(), z.array(z.string())));

export const JobStatusSchema = z.enum(['PENDING', 'RUNNING', 'STOPPED', 'SUCCEEDED', 'FAILED']);
const JobSchema = z.object({
  status: JobStatusSchema,
  message: z.string().nullish(),
  /** Of the node that it runs on; null until it does. */
  driver_node_id: z.string().nullish(),
  /** Of a failed job. */
  error_type: z.string().nullish(),
});
export type RayJob = z.infer<typeof JobSchema>;

export interface JobSubmission {
  /** Chosen by us, so that a repeated request starts nothing twice. */
  readonly id: string;
  readonly entrypoint: string;
  readonly workingDirectory: string;
  /** Further packages; their folders come into PYTHONPATH, in this order. */
  readonly modules: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cpus: number;
  readonly gpus: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Large packages, and heads that are far away. */
const UPLOAD_PATIENCE_MS = 300_000;

export class RayClient {
  readonly #target: Pick<RayTarget, 'name' | 'address' | 'token'>;
  readonly #signal: AbortSignal | undefined;

  /** Once `signal` is aborted, every request rejects with its reason. */
  constructor(target: Pick<RayTarget, 'name' | 'address' | 'token'>, signal?: AbortSignal) {
    this.#target = target;
    this.#signal = signal;
  }

  get address(): string {
    return this.#target.address;
  }

  async version(): Promise<{ readonly ray: string }> {
    const { ray_version: ray } = await this.#json(VersionSchema, { method: 'GET', path: '/api/version' });
    return { ray };
  }

  /** Dead ones too. */
  async nodes(): Promise<RayNode[]> {
    const answer = await this.#json(NodesSchema, { method: 'GET', path: '/api/v0/nodes?detail=1&limit=10000' });
    return answer.data.result.result;
  }

  /** Also keeps the package from being thrown away for ten minutes. */
  async hasPackage(name: string): Promise<boolean> {
    const answer = await this.#ask({ method: 'GET', path: packagePath(name) });
    answer.resume();
    if (answer.statusCode === 200) return true;
    if (answer.statusCode === 404) return false;
    throw await this.#refusal(answer, packagePath(name));
  }

  async uploadPackage(name: string, content: Uint8Array): Promise<void> {
    await this.#read({ method: 'PUT', path: packagePath(name), body: content, patienceMs: UPLOAD_PATIENCE_MS });
  }

  async submit(job: JobSubmission): Promise<void> {
    const body = {
      submission_id: job.id,
      entrypoint: job.entrypoint,
      runtime_env: {
        working_dir: packageUri(job.workingDirectory),
        ...(job.modules.length > 0 ? { py_modules: job.modules.map(packageUri) } : {}),
        env_vars: job.environment,
      },
      entrypoint_num_cpus: job.cpus,
      ...(job.gpus > 0 ? { entrypoint_num_gpus: job.gpus } : {}),
      metadata: job.metadata,
    };
    await this.#read({ method: 'POST', path: '/api/jobs/', ...asJson(body) });
  }

  /** Undefined if the cluster knows no such job. */
  async job(id: string): Promise<RayJob | undefined> {
    try {
      return await this.#json(JobSchema, { method: 'GET', path: jobPath(id) });
    } catch (error) {
      if (error instanceof RayError && error.code === 'missing') return undefined;
      throw error;
    }
  }

  /** Asks the job to end; it has as long as its environment says. A job that has ended, or is not known, is no error. */
  async stop(id: string): Promise<void> {
    try {
      await this.#read({ method: 'POST', path: `${jobPath(id)}/stop`, body: new Uint8Array() });
    } catch (error) {
      if (!(error instanceof RayError) || error.code !== 'missing') throw error;
    }
  }

  /** What the job and Ray have printed. */
  async jobLog(id: string): Promise<string> {
    const schema = z.object({ logs: z.string() });
    return (await this.#json(schema, { method: 'GET', path: `${jobPath(id)}/logs` })).logs;
  }

  /** Paths in the node's log folder that match `glob`, in no order. */
  async logFiles(nodeId: string, glob: string): Promise<string[]> {
    const query = new URLSearchParams({ node_id: nodeId, glob });
    const answer = await this.#json(LogsSchema, { method: 'GET', path: `/api/v0/logs?${query.toString()}` });
    return Object.values(answer.data.result).flat();
  }

  /** The bytes of a file in the node's log folder, as a stream that the caller reads or destroys. */
  async openLogFile(nodeId: string, filename: string, timeoutSeconds: number): Promise<IncomingMessage> {
    const query = new URLSearchParams({ node_id: nodeId, filename, lines: '-1', timeout: String(timeoutSeconds) });
    const path = `/api/v0/logs/file?${query.toString()}`;
    const answer = await this.#ask({ method: 'GET', path });
    if (answer.statusCode === 200) return answer;
    throw await this.#refusal(answer, path);
  }

  async logFile(nodeId: string, filename: string): Promise<Buffer> {
    return readBody(await this.openLogFile(nodeId, filename, 60), this.#target.address);
  }

  async #json<Result>(schema: z.ZodType<Result>, request: RayRequest): Promise<Result> {
    const text = (await this.#read(request)).toString('utf8');
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      const { name, address } = this.#target;
      const start = text.slice(0, 80).replace(/\s+/g, ' ');
      const message = `${address} does not answer as a Ray head does (to ${request.path.split('?')[0]!}: "${start}"). Check the address of "${name}": it is that of Ray's dashboard, usually with port 8265.`;
      // A proxy in between may answer like that while the head is away.
      throw new RayError('not-ray', message, { mayPass: true, cause: error });
    }
  }

  async #read(request: RayRequest): Promise<Buffer> {
    const answer = await this.#ask(request);
    if (answer.statusCode === 200) return readBody(answer, this.#target.address);
    throw await this.#refusal(answer, request.path);
  }

  async #ask(request: RayRequest): Promise<IncomingMessage> {
    const token = await readToken(this.#target.token);
    return askCluster(this.#target.address, { ...request, token, signal: this.#signal });
  }

  async #refusal(answer: IncomingMessage, path: string): Promise<RayError> {
    const { name, address } = this.#target;
    const status = answer.statusCode ?? 0;
    const words = lastLine((await readBody(answer, address)).toString('utf8'));
    const where = `"${name}" (${address}, ${path.split('?')[0]!})`;
    if (status === 401 || status === 403) {
      const remedy = this.#target.token === undefined ? 'Name its token in the target' : "Check the target's token";
      return new RayError('unauthorized', `${where} does not let us in (status ${String(status)}). ${remedy}.`);
    }
    if (status === 404) return new RayError('missing', `${where} does not know this. Ray says: ${words}`);
    const mayPass = status === 429 || status >= 500;
    return new RayError('refused', `${where} answered with status ${String(status)}: ${words}`, { mayPass });
  }
}

function packagePath(name: string): string {
  return `/api/packages/gcs/${encodeURIComponent(name)}`;
}

function packageUri(name: string): string {
  return `gcs://${name}`;
}

function jobPath(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}

function asJson(value: unknown): { body: Uint8Array; contentType: string } {
  return { body: Buffer.from(JSON.stringify(value)), contentType: 'application/json' };
}

/** Ray answers with whole stack traces; their last line says what it is about. */
function lastLine(text: string): string {
  const lines = text.trim().split('\n').map((line) => line.trim()); // prettier-ignore
  return (lines.at(-1) ?? '').slice(0, 500) || '(nothing)';
}
