/** The files of the studio among the words of a command line. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLE_ENDING } from '../../../core/bundle/format.ts';

const ENDINGS = ['.omgd.json', BUNDLE_ENDING];

/** Absolute paths. `directory`: where the command was given. Desktops hand over files as `file:` addresses. */
export function filesAmong(words: readonly string[], directory: string): string[] {
  return words
    .filter((word) => ENDINGS.some((ending) => word.endsWith(ending)))
    .map((word) => (word.startsWith('file:') ? fileURLToPath(word) : resolve(directory, word)));
}
