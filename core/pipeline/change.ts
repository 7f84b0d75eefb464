/** Changes settings of a document and keeps it whole: what another variant of a section does not have is dropped. */
import { schemaLeaves } from './leaves.ts';
import { parsePipeline, type ParsedPipeline } from './parse.ts';
import { isRecord, valueAt } from './path.ts';
import type { PipelineDocument } from './schema.ts';

/** Dotted path → new value; undefined takes the setting away, so that it gets its default. */
export type Changes = Readonly<Record<string, unknown>>;

/**
 * The document with all `changes` made at once, or what is wrong with the result. When the `kind` (or `unit`) of a section
 * changes, settings that only other kinds have go away, and new ones take their defaults.
 */
export function changeSettings(document: PipelineDocument, changes: Changes): ParsedPipeline {
  const draft = structuredClone(document) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) setAt(draft, path, value);
  for (const { path, onlyIn } of schemaLeaves()) {
    if (onlyIn.length > 0 && !onlyIn.includes(variantOf(draft, path))) setAt(draft, path, undefined);
  }
  return parsePipeline(draft);
}

/** The value that tells which variant the section around `path` is: its `kind`, or its `unit`. */
function variantOf(document: unknown, path: string): string {
  const section = path.slice(0, path.lastIndexOf('.'));
  return String(valueAt(document, `${section}.kind`) ?? valueAt(document, `${section}.unit`));
}

/** Sets or removes a member; missing sections on the way are made only to hold a value. */
function setAt(root: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let owner = root;
  for (const key of keys) {
    const next = owner[key];
    if (isRecord(next)) {
      owner = next;
    } else {
      if (value === undefined) return;
      const made = {};
      owner[key] = made;
      owner = made;
    }
  }
  if (value === undefined) Reflect.deleteProperty(owner, last);
  else owner[last] = value;
}
