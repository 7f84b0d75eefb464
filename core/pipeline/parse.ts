/** Reads a pipeline document that a person, an older version or another program wrote. */
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

/** A plain pix2pix run has no teachers and one player for the discriminator, so it does not inherit the paper's. */
function withMethodDefaults(raw: Record<string, unknown>): Record<string, unknown> {
  if (raw['method'] !== 'pix2pix') return raw;
  return { teachers: {}, discriminator: { kind: 'n_layers' }, ...raw };
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
