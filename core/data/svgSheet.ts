/** Sheets of drawings: one SVG file whose children are the drawings, each an `<svg>` with an id of its own. */
import { readFile } from 'node:fs/promises';

/** The drawing that `file` names behind its `#`, as an SVG file of its own; undefined if `file` is no place in a sheet. */
export async function drawingInSheet(file: string): Promise<Buffer | undefined> {
  const [, sheet, id] = /^(.+\.svg)#(.+)$/i.exec(file) ?? [];
  if (sheet === undefined || id === undefined) return undefined;
  const place = (await placesIn(sheet)).get(id);
  if (!place) throw new Error(`the sheet has no drawing "${id}"`);
  const drawing = (await contentOf(sheet)).toString('latin1', place.start, place.end);
  return Buffer.from(withXlink(drawing), 'latin1');
}

/** The namespace of references, which drawings in a sheet take from its root. */
function withXlink(drawing: string): string {
  const tag = drawing.slice(0, drawing.indexOf('>'));
  return tag.includes('xmlns:xlink')
    ? drawing
    : drawing.replace('<svg', '<svg xmlns:xlink="http://www.w3.org/1999/xlink"');
}

/** Ids of the drawings in a sheet. */
export async function drawingsIn(sheet: string): Promise<string[]> {
  return [...(await placesIn(sheet)).keys()];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A sheet is read once in each thread that needs it: finding the drawings of 27 MB takes a moment. */
const contents = new Map<string, Promise<Buffer>>();
const places = new Map<string, Promise<ReadonlyMap<string, Place>>>();

function contentOf(sheet: string): Promise<Buffer> {
  return once(contents, sheet, () => readFile(sheet));
}

function placesIn(sheet: string): Promise<ReadonlyMap<string, Place>> {
  return once(places, sheet, async () => findDrawings(await contentOf(sheet)));
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Byte ranges of the sheet's children by id. Tags are ASCII, so latin1 keeps positions and bytes the same. */
function findDrawings(content: Buffer): ReadonlyMap<string, Place> {
  const text = content.toString('latin1');
  const found = new Map<string, Place>();
  let depth = 0;
  let start = 0;
  let id = '';
  for (const { 0: tag, index } of text.matchAll(/<svg\b[^>]*>|<\/svg>/g)) {
    if (tag.startsWith('</')) {
      depth--;
      if (depth === 1 && id !== '') found.set(id, { start, end: index + tag.length });
      continue;
    }
    if (tag.endsWith('/>')) continue;
    depth++;
    if (depth !== 2) continue;
    start = index;
    id = /\bid="([^"]+)"/.exec(tag)?.[1] ?? '';
  }
  return found;
}
