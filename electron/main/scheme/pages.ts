/** The files of the pages, as they are served under studio://app/. */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { SchemeAnswer } from '../../compat/scheme.ts';
import { textAnswer } from './answers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Nothing but what comes with the studio is loaded or run. Style attributes are allowed, since components set them;
 * style elements are not. WebAssembly runs exported models in the playground; that needs no right to run text as code.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' studio: data: blob:",
  "font-src 'self'",
  "connect-src 'self' studio:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Isolates the pages from other origins, without which they could not share memory between threads. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** The file behind the path of an address, or undefined if the path leads out of `folder`. */
export function pageFile(folder: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.split(/[/\\]/).includes('..')) return undefined;
  const file = resolve(join(folder, decoded === '/' ? 'index.html' : decoded));
  return file.startsWith(resolve(folder) + sep) ? file : undefined;
}

export async function answerPage(folder: string, { pathname }: URL): Promise<SchemeAnswer> {
  const file = pageFile(folder, pathname);
  const type = TYPES[extname(file ?? '')];
  if (file === undefined || type === undefined) return textAnswer(403, 'This address is refused.');
  try {
    const headers = {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      ...ISOLATION,
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, headers, body: await readFile(file) };
  } catch {
    return textAnswer(404, 'There is no such page.');
  }
}
