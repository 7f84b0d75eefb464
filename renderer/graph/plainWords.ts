/** Puts the names that people see on the screen into sentences that name settings by their path. */
import { FIELDS, FIELD_GROUPS } from '../../core/pipeline/index.ts';
import { choiceLabel } from './choiceLabels.ts';

/** Longest first, so that no path is taken for the beginning of another one. */
const PATHS = Object.keys(FIELDS)
  .filter((path) => path.includes('.'))
  .sort((first, second) => second.length - first.length);
const ANY_PATH = new RegExp(PATHS.map((path) => path.replaceAll('.', '\\.')).join('|'), 'g');

/** A teacher as a whole; its settings have names of their own. */
const WHOLE_TEACHER = /\bteachers\.(wider|deeper)\b(?!\.\w)/g;

/** `student.ngf is 43` → `“Student: Width” is 43`; `"n_layers"` → `“Patches”`. */
export function inPlainWords(sentence: string): string {
  return sentence
    .replace(/"([\w-]+)"/g, (_, choice: string) => `“${choiceLabel(choice)}”`)
    .replace(ANY_PATH, (path) => {
      const info = FIELDS[path];
      return info ? `“${FIELD_GROUPS[info.group]}: ${info.label}”` : path;
    })
    .replace(WHOLE_TEACHER, (_, teacher: 'wider' | 'deeper') => `“${FIELD_GROUPS[teacher]}”`);
}
