/** A web server on this machine that answers as a Ray head would, or worse, and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RayTargetSchema, type RayTarget } from '../../core/protocol/index.ts';
import type { Cleaner } from '../store/temporaryFolder.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

export interface RayServer {
  readonly target: RayTarget;
  readonly asked: readonly Asked[];
  /** Answers requests whose path starts with this; `method` matters where it is named. */
  on(start: string, answer: Answer): void;
  /** What `on` was last told for this. */
  answerTo(start: string): Answer;
}

/** Ends with the test. Paths that nobody has spoken for get a 404. */
export async function startRayServer(context: Cleaner, settings: Partial<RayTarget> = {}): Promise<RayServer> {
  const asked: Asked[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const question = { method, path, headers, body: Buffer.concat(pieces) };
      asked.push(question);
      const start = [...answers.keys()].filter((key) => `${method} ${path}`.startsWith(key)).sort((a, b) => b.length - a.length)[0]; // prettier-ignore
      if (start === undefined) response.writeHead(404).end('404: Not Found');
      else answers.get(start)!(response, question);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${String(port)}`;
  const target = RayTargetSchema.parse({ kind: 'ray', name: 'test', address, ...settings });
  return {
    target,
    asked,
    on: (start, answer) => void answers.set(start, answer),
    answerTo: (start) => answers.get(start)!,
  };
}

export function json(value: unknown, status = 200): Answer {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export function text(words: string, status = 200): Answer {
  return (response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(words);
}

export const VERSION = json({ version: '4', ray_version: '2.60.0', ray_commit: 'b7f4', session_name: 'session_1' });

/** An answer of `/api/v0/nodes`, as Ray 2.60 gives it. */
export function nodes(
  ...list: readonly { id: string; cpus?: number; gpus?: number; head?: boolean; state?: string }[]
): Answer {
  const result = list.map(({ id, cpus, gpus, head = false, state = 'ALIVE' }) => ({
    node_id: id,
    node_ip: '10.0.0.1',
    is_head_node: head,
    state,
    state_message: null,
    node_name: `host-${id}`,
    resources_total: {
      memory: 1e9,
      ...(cpus === undefined ? {} : { CPU: cpus }),
      ...(gpus === undefined ? {} : { GPU: gpus }),
    },
    labels: {},
    start_time_ms: 1,
    end_time_ms: 0,
  }));
  return json({ result: true, msg: '', data: { result: { total: result.length, result } } });
}
