/** Files of exported models, as they are served under studio://export/. */
import { z } from 'zod';
import type { SchemeAnswer } from '../../compat/scheme.ts';
import { FOR_OUR_PAGES, partsOf, textAnswer } from './answers.ts';

/** Where the files come from; undefined and rejected promises mean that there is no such file. */
export type ExportFileSource = (exportId: string, name: string) => Promise<Uint8Array | undefined>;

const PathSchema = z.tuple([z.string().min(1), z.string().min(1)]);

export async function answerExportFile(source: ExportFileSource, url: URL): Promise<SchemeAnswer> {
  const path = PathSchema.safeParse(partsOf(url));
  if (!path.success) return textAnswer(403, 'This address is refused.');
  const body = await source(...path.data);
  if (!body) return textAnswer(404, 'The export has no such file.');
  const headers = {
    'content-type': 'application/octet-stream',
    // An export can be replaced by a newer one at any time.
    'cache-control': 'no-store',
    ...FOR_OUR_PAGES,
  };
  return { status: 200, headers, body };
}
