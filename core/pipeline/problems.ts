/** Turns what zod found wrong into sentences: the field, its value, and what would be right. */
import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { schemaLeaves } from './leaves.ts';
import { valueAt } from './path.ts';

export interface Problem {
  /** Dotted path of the field; '' for the document as a whole. */
  readonly path: string;
  readonly value: unknown;
  /** A whole sentence for the user. */
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** All problems in `issues`, which came from parsing `raw`. */
export function problemsOf(issues: readonly Issue[], raw: unknown): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(path, key, raw));
    const value = valueAt(raw, path);
    const is = value === undefined ? 'is missing' : `is ${shortJson(value)}`;
    return [{ path, value, message: `${path || 'The document'} ${is}; it must be ${wanted(issue)}.` }];
  });
}

function unknownField(owner: string, key: string, raw: unknown): Problem {
  const prefix = owner === '' ? '' : `${owner}.`;
  const path = `${prefix}${key}`;
  const value = valueAt(raw, path);
  const { onlyIn } = schemaLeaves().find((leaf) => leaf.path === path) ?? { onlyIn: [] };
  if (onlyIn.length > 0) {
    const kinds = onlyIn.map((kind) => JSON.stringify(kind)).join(' or ');
    const kind = JSON.stringify(valueAt(raw, `${prefix}kind`));
    const message = `${path} (${shortJson(value)}) is only for ${prefix}kind ${kinds}; here it is ${kind}.`;
    return { path, value, message };
  }
  const siblings = fieldsBelow(prefix);
  const guess = nearest(key, siblings);
  const advice = guess === undefined ? `known here: ${siblings.join(', ') || 'none'}.` : `did you mean "${guess}"?`;
  return { path, value, message: `${path} (${shortJson(value)}) is not a field of this document; ${advice}` };
}

/** Names of the fields directly below `prefix`. */
function fieldsBelow(prefix: string): string[] {
  const names = schemaLeaves()
    .filter((leaf) => leaf.path.startsWith(prefix))
    .map((leaf) => leaf.path.slice(prefix.length).split('.')[0] ?? '');
  return [...new Set(names)];
}

/** What would be right, worded to follow "it must be". */
function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return oneOf('options' in issue && Array.isArray(issue.options) ? issue.options : []);
    case 'too_small':
      if (issue.minimum === 1 && issue.origin !== 'number') return 'filled in';
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text in quotes',
  boolean: 'true or false',
  object: 'an object in { }',
  array: 'a list in [ ]',
};

const ITEM_NAMES: Readonly<Record<string, string>> = { string: ' characters long', array: ' items long' };

function unitOf(origin: string): string {
  return ITEM_NAMES[origin] ?? '';
}

function oneOf(values: readonly unknown[]): string {
  const listed = values.map((value) => JSON.stringify(value)).join(', ');
  return values.length === 1 ? listed : `one of ${listed}`;
}

function shortJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
