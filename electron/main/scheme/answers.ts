/** What several hosts of the scheme need: the parts of an address, and answers. */
import { APP_ORIGIN } from '../../../core/protocol/studio/urls.ts';
import type { SchemeAnswer } from '../../compat/scheme.ts';

export function textAnswer(status: number, text: string): SchemeAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(text) };
}

/** Our pages, which have another host, may read what is answered; they are isolated and could not even show it without. */
export const FOR_OUR_PAGES = {
  'access-control-allow-origin': APP_ORIGIN,
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** A picture that never changes under its address; our pages may read its pixels. */
export function pngAnswer(png: Uint8Array): SchemeAnswer {
  const headers = {
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
    ...FOR_OUR_PAGES,
  };
  return { status: 200, headers, body: png };
}

/** The parts of the path. A sample's id may hold slashes, which are encoded. Empty for an address that is damaged. */
export function partsOf({ pathname }: URL): string[] {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return [];
  }
}
