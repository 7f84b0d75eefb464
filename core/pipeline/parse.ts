/** Reads a pipeline document that a person, an older version or another program wrote. */
import { methodDefaults } from './methods.ts';
import { migrateDocument } from './migrations.ts';
import { isRecord } from './path.ts';
import { problemsOf, type Problem } from './problems.ts';
import { PipelineSchema, type PipelineDocument } from './schema.ts';

export type ParsedPipeline =
  | { readonly ok: true; readonly document: PipelineDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Text is read as JSON. Never throws: whatever is wrong comes back as problems, all of them at once. */
export function parsePipeline(source: unknown): ParsedPipeline {
  const json = typeof source === 'string' ? parseJson(source) : { ok: true as const, value: source };
  if (!json.ok) return failure(undefined, json.message);
  const migrated = migrateDocument(json.value);
  if (!migrated.ok) return failure(migrated.value, migrated.message, isRecord(json.value) ? 'version' : '');
  const raw = withMethodDefaults(migrated.document);
  const parsed = PipelineSchema.safeParse(raw);
  return parsed.success
    ? { ok: true, document: parsed.data }
    : { ok: false, problems: problemsOf(parsed.error.issues, raw) };
}

/** Sections that the document has keep what they say; what they do not say is the method's, then the paper's. */
function withMethodDefaults(raw: Record<string, unknown>): Record<string, unknown> {
  const defaults = Object.entries(methodDefaults(raw['method'])).map(([section, usual]) => {
    const given = raw[section];
    if (given === undefined) return [section, usual];
    const sameKind = !isRecord(given) || given['kind'] === undefined || given['kind'] === usual['kind'];
    return [section, isRecord(given) && sameKind && section !== 'teachers' ? { ...usual, ...given } : given];
  });
  return { ...raw, ...Object.fromEntries(defaults) };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      message: `The document is not valid JSON (${reason}). Check commas, quotes and brackets there.`,
    };
  }
}

function failure(value: unknown, message: string, path = ''): ParsedPipeline {
  return { ok: false, problems: [{ path, value, message }] };
}
