/** Changes settings of a document and keeps it whole: what another variant of a section does not have is dropped. */
import { schemaLeaves } from './leaves.ts';
import { hasNoPairs, hasTeachers, isUnpaired, methodDefaults, METHODS, type Method } from './methods.ts';
import { parsePipeline, type ParsedPipeline } from './parse.ts';
import { isRecord, valueAt } from './path.ts';
import type { PipelineDocument } from './schema.ts';

/** Dotted path → new value; undefined takes the setting away, so that it gets its default. */
export type Changes = Readonly<Record<string, unknown>>;

/**
 * The document with all `changes` made at once, or what is wrong with the result. When the `kind` (or `unit`) of a section
 * changes, settings that only other kinds have go away, and new ones take their defaults. A dataset without pairs, or
 * another method, brings with it what the method needs.
 */
export function changeSettings(document: PipelineDocument, changes: Changes): ParsedPipeline {
  const draft = structuredClone(document) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) setAt(draft, path, value);
  const method = methodOf(document, changes);
  if (method !== document.method) {
    draft['method'] = method;
    for (const [path, value] of Object.entries(settingsOfMethod(document, method))) {
      if (!(path in changes)) setAt(draft, path, value);
    }
  }
  for (const { path, onlyIn } of schemaLeaves()) {
    if (onlyIn.length > 0 && !onlyIn.includes(variantOf(draft, path))) setAt(draft, path, undefined);
  }
  return parsePipeline(draft);
}

/** The method after the changes: a dataset without pairs needs an unpaired one. */
function methodOf(document: PipelineDocument, changes: Changes): Method {
  const wanted = changes['method'];
  if (METHODS.some((method) => method === wanted)) return wanted as Method;
  if (!hasNoPairs(changes['dataset.kind']) || isUnpaired(document.method)) return document.method;
  return hasTeachers(document.method) ? 'omgd-unpaired' : 'cyclegan';
}

/** What changes with the method: between pairs and none, the discriminator and the lengths; the teachers that take part. */
function settingsOfMethod(document: PipelineDocument, method: Method): Changes {
  const usual = methodDefaults(method);
  const teachers = !hasTeachers(method) || document.teachers.wider ? {} : { 'teachers.wider': {} };
  if (isUnpaired(method) === isUnpaired(document.method)) return teachers;
  const training = usual['training'] ?? {};
  return {
    ...teachers,
    discriminator: usual['discriminator'],
    'training.nDis': training['nDis'],
    ...(isUnpaired(method) ? { 'training.batchSize': training['batchSize'], 'teachers.deeper': undefined } : {}),
    ...(!isUnpaired(method) && hasNoPairs(document.dataset.kind) ? { dataset: usual['dataset'] } : {}),
  };
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
