/** The npm package `openmoji`: its table of emoji and its drawings. */
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { DataError } from '../dataError.ts';
import { splitByHash } from '../split.ts';
import { emojiFamily } from './emojiFamily.ts';

export const OPENMOJI_LICENSE = {
  name: 'CC BY-SA 4.0',
  url: 'https://creativecommons.org/licenses/by-sa/4.0/',
  attribution:
    'Emoji designed by OpenMoji, the open-source emoji and icon project (openmoji.org). License: CC BY-SA 4.0',
} as const;

/** Of the families; 155 of the 4,495 emoji. Fixed, so that all results of the built-in datasets compare. */
const VALIDATION_FRACTION = 0.05;

const emojiTable = z.array(
  z.object({
    hexcode: z.string(),
    group: z.string(),
    subgroups: z.string(),
    skintone: z.union([z.number(), z.string()]),
  }),
);

export interface Emoji {
  readonly hexcode: string;
  readonly family: string;
  readonly split: 'train' | 'validation';
  /** A skin-tone variant or a flag: its outline does not tell its colours. */
  readonly coloursAreArbitrary: boolean;
}

export async function listEmoji(): Promise<Emoji[]> {
  const file = path.join(packageFolder('openmoji'), 'data', 'openmoji.json');
  return emojiTable.parse(JSON.parse(await readFile(file, 'utf8'))).map(({ hexcode, subgroups, skintone }) => {
    const family = emojiFamily(hexcode, subgroups);
    const split = splitByHash(family, VALIDATION_FRACTION);
    return { hexcode, family, split, coloursAreArbitrary: skintone !== '' || family === 'flags' };
  });
}

/** Absolute files of the drawings in black or colour, by hexcode. */
export async function openmojiDrawings(style: 'black' | 'color'): Promise<Map<string, string>> {
  const folder = path.join(packageFolder('openmoji'), style, 'svg');
  const names = await readdir(folder);
  return new Map(
    names.filter((name) => name.endsWith('.svg')).map((name) => [name.slice(0, -4), path.join(folder, name)]),
  );
}

/** Where an npm package with pictures lies. */
export function packageFolder(name: string): string {
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch (error) {
    const message = `The built-in emoji are missing: the package "${name}" is not installed. Run \`npm ci\` again.`;
    throw new DataError('folder-missing', message, [], error);
  }
}
