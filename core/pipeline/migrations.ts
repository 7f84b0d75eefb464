/** Brings documents of earlier versions up to the present one, one version at a time. */
import { isRecord } from './path.ts';
import { PIPELINE_VERSION } from './schema.ts';

/** `MIGRATIONS[n]` turns a document of version n into one of version n + 1. Version 1 is the first, so none is needed yet. */
export type Migrations = Readonly<Record<number, (document: Record<string, unknown>) => Record<string, unknown>>>;
const MIGRATIONS: Migrations = {};

export type Migrated =
  | { readonly ok: true; readonly document: Record<string, unknown> }
  | { readonly ok: false; readonly value: unknown; readonly message: string };

/** Returns the document at version `target`, or a sentence saying why its version cannot be read. */
export function migrateDocument(raw: unknown, migrations = MIGRATIONS, target: number = PIPELINE_VERSION): Migrated {
  if (!isRecord(raw)) {
    return {
      ok: false,
      value: raw,
      message: 'The document is not a JSON object; it must start with { "version": 1, … }.',
    };
  }
  const { version } = raw;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const given = version === undefined ? 'missing' : JSON.stringify(version);
    return {
      ok: false,
      value: version,
      message: `version is ${given}; it must be a whole number from 1 to ${target}.`,
    };
  }
  if (version > target) {
    const message =
      `version is ${version}, but this program reads documents up to version ${target}. ` +
      'A newer OMGD Studio wrote it: update the studio, or save the document again from here.';
    return { ok: false, value: version, message };
  }
  return { ok: true, document: climb(raw, version, target, migrations) };
}

function climb(raw: Record<string, unknown>, version: number, target: number, migrations: Migrations) {
  let document = raw;
  for (let from = version; from < target; from += 1) {
    const step = migrations[from];
    if (!step) throw new Error(`The migration of pipeline documents from version ${from} is missing.`);
    document = { ...step(document), version: from + 1 };
  }
  return document;
}
