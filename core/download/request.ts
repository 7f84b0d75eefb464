/**
 * One HTTP(S) request for a file: redirects, proxies from the environment (HTTPS_PROXY, NO_PROXY …), a limit on silence.
 * Built on node:http because the processes of older Electrons have no fetch.
 */
import http, { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { DownloadError } from './downloadError.ts';

export interface RequestOptions {
  readonly headers: OutgoingHttpHeaders;
  /** A connection that says nothing for this long is given up. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal | undefined;
}

const MOST_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a GET and follows redirects (never from https to http). The caller reads or destroys the answer's body.
 * @throws DownloadError; its body's stream fails with the socket's own errors.
 */
export async function requestFile(address: string, options: RequestOptions): Promise<IncomingMessage> {
  let url = parseAddress(address);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await ask(url, options);
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return response;
    response.destroy();
    const next = parseAddress(location, url);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      const message = `${url.host} forwards the download to an unencrypted address (${next.href}). That is not followed.`;
      throw new DownloadError('refused', message);
    }
    url = next;
  }
  throw new DownloadError(
    'refused',
    `${address} was forwarded more than ${String(MOST_REDIRECTS)} times, in a circle.`,
  );
}

function parseAddress(address: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch (error) {
    throw new DownloadError('refused', `"${address}" is not a web address.`, { cause: error });
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new DownloadError('refused', `"${url.href}" cannot be downloaded: only http and https addresses can.`);
}

function ask(url: URL, { headers, patienceMs, signal }: RequestOptions): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const agent = proxyAgentFor(url);
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, ...(agent && { agent }) });
    let answered: IncomingMessage | undefined;
    // Not by the request's own `signal`: once the answer is there, that would only throw away what came.
    const stop = (): void => void (answered ?? asked).destroy(new Error('stopped'));
    const forget = (): void => signal?.removeEventListener('abort', stop);
    signal?.addEventListener('abort', stop);
    asked.on('response', (response) => {
      answered = response;
      response.on('close', forget);
      resolve(response);
    });
    asked.setTimeout(patienceMs, () => {
      asked.destroy(new DownloadError('broken-off', silence(url, patienceMs), { mayPass: true }));
    });
    asked.on('error', (error) => {
      forget();
      reject(error instanceof DownloadError ? error : asUnreachable(url, error));
    });
    asked.end();
  });
}

/** What leads to `url` through the proxy that the environment names; undefined where it names none. */
export function proxyAgentFor(url: URL): http.Agent | undefined {
  const proxy = getProxyForUrl(url.href);
  if (proxy === '') return undefined;
  return url.protocol === 'https:' ? new HttpsProxyAgent(proxy) : new HttpProxyAgent(proxy);
}

function silence(url: URL, patienceMs: number): string {
  return `${url.host} has sent nothing for ${String(Math.round(patienceMs / 1000))} s.`;
}

function asUnreachable(url: URL, error: NodeJS.ErrnoException): DownloadError {
  const reason = error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' ? 'its address is not known' : error.message;
  const message = `${url.host} cannot be reached (${reason}). Check the connection, or the proxy in HTTPS_PROXY.`;
  return new DownloadError('unreachable', message, { mayPass: true, cause: error });
}

/** First byte and total size of a 206 answer's part; undefined where the header is missing or makes no sense. */
export function contentRange(headers: IncomingHttpHeaders): { start: number; total: number | null } | undefined {
  const found = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  if (found === null) return undefined;
  return { start: Number(found[1]), total: found[2] === '*' ? null : Number(found[2]) };
}

/** `content-length` as a number; null where there is none. */
export function contentLength(headers: IncomingHttpHeaders): number | null {
  const text = headers['content-length'];
  return text === undefined ? null : Number(text);
}
