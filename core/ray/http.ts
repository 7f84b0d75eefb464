/** One request to the head of a Ray cluster. Built on node:http because the processes of older Electrons have no fetch. */
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { proxyAgentFor } from '../download/request.ts';
import { RayError } from './rayError.ts';

export interface RayRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  /** From the address of the target on, with its query, such as `/api/version`. */
  readonly path: string;
  readonly body?: Uint8Array | undefined;
  readonly contentType?: string | undefined;
  readonly token?: string | undefined;
  /** A connection that says nothing for this long is given up. */
  readonly patienceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The head asks its agents in turn, which takes seconds on a busy cluster. */
const PATIENCE_MS = 30_000;
/** No answer that is read as a whole is longer: states of jobs, lists of nodes, error texts. */
const MOST_BYTES = 64e6;

/**
 * Sends a request and returns the answer, whatever its status. The caller reads or destroys its body.
 * @throws RayError `unreachable`, or the reason of `signal`
 */
export function askCluster(address: string, request: RayRequest): Promise<IncomingMessage> {
  const { method, path, body, contentType, token, patienceMs = PATIENCE_MS, signal } = request;
  signal?.throwIfAborted();
  const url = new URL(`${address.replace(/\/+$/, '')}${path}`);
  const send = url.protocol === 'https:' ? https.request : http.request;
  const agent = proxyAgentFor(url);
  const headers = {
    ...(body === undefined ? {} : { 'content-length': body.length }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}`, 'x-ray-authorization': `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const asked = send(url, { method, headers, ...(agent && { agent }), ...(signal && { signal }) });
    asked.on('response', resolve);
    asked.setTimeout(patienceMs, () => {
      asked.destroy(new Error(`it has sent nothing for ${String(Math.round(patienceMs / 1000))} s`));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => reject(signal?.aborted ? signal.reason : unreachable(url, error))); // prettier-ignore
    asked.end(body);
  });
}

/** The whole body. @throws RayError `unreachable` if it breaks off, `not-ray` if it does not end */
export async function readBody(answer: IncomingMessage, url: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > MOST_BYTES) throw new RayError('not-ray', `${url} sends more than Ray would. Check the address of the target.`); // prettier-ignore
    }
  } catch (error) {
    throw error instanceof RayError ? error : unreachable(new URL(url), error as Error);
  }
  return Buffer.concat(pieces);
}

export function unreachable(url: URL, error: NodeJS.ErrnoException): RayError {
  const message = `The Ray cluster at ${url.origin} cannot be reached (${reasonOf(error)}). Check that its head runs, that the address is that of its dashboard, and the network between.`;
  return new RayError('unreachable', message, { mayPass: true, cause: error });
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name is not known';
  if (code === 'ECONNRESET' || message === 'aborted') return 'the connection broke off';
  return message;
}
