/** A web server on this machine that hands out one file, well or badly, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FileServer {
  readonly address: string;
  /** The `range` header of every request so far; '' where there was none. */
  readonly ranges: readonly string[];
  /** What the next requests get; the last one answers all that follow. */
  answerWith(...answers: readonly Answer[]): void;
}

/** Runs `use` with a server, and ends the server and all its connections afterwards. */
export async function withFileServer(use: (server: FileServer) => Promise<void>): Promise<void> {
  const ranges: string[] = [];
  let answers: Answer[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const answerWith = (...next: readonly Answer[]): void => void (answers = [...next]);
    await use({ address: `http://127.0.0.1:${String(port)}/file.bin`, ranges, answerWith });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export interface ServeOptions {
  readonly entityTag?: string;
  /** Cuts the connection once this many bytes of the whole file have gone out. */
  readonly breakAfter?: number;
  readonly contentType?: string;
}

/** Serves `content` as good servers do: ranges, `If-Range`, an entity tag. */
export function serve(content: Buffer, options: ServeOptions = {}): Answer {
  const { entityTag = '"one"', breakAfter = content.length, contentType = 'application/octet-stream' } = options;
  return ({ headers }, response) => {
    const sameVersion = headers['if-range'] === undefined || headers['if-range'] === entityTag;
    const start = sameVersion ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
    const common = { etag: entityTag, 'content-type': contentType };
    if (start >= content.length && content.length > 0) {
      response.writeHead(416, { ...common, 'content-range': `bytes */${String(content.length)}` }).end();
      return;
    }
    const rest = { ...common, 'content-length': content.length - start };
    if (start === 0) response.writeHead(200, rest);
    else {
      const range = `bytes ${String(start)}-${String(content.length - 1)}/${String(content.length)}`;
      response.writeHead(206, { ...rest, 'content-range': range });
    }
    send(response, content.subarray(start, breakAfter), breakAfter < content.length);
  };
}

/** Serves without ranges, tags or, with `chunked`, a length. */
export function servePlainly(content: Buffer, { chunked = false, breakAfter = content.length } = {}): Answer {
  return (_, response) => {
    response.writeHead(200, chunked ? {} : { 'content-length': content.length });
    send(response, content.subarray(0, breakAfter), breakAfter < content.length);
  };
}

/** Announces one length and sends another. */
export function announce(length: number, content: Buffer): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': length, etag: '"liar"' });
    send(response, content, true);
  };
}

export function refuse(status: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => response.writeHead(status, headers).end('no');
}

function send(response: ServerResponse, content: Buffer, thenBreak: boolean): void {
  if (!thenBreak) response.end(content);
  // Flushed first, so that the reader gets these bytes before the connection breaks.
  else response.write(content, () => setImmediate(() => response.destroy()));
}
