/**
 * The built-in dataset, edges → emoji: black outlines (input) and colour pictures (target) of the npm package `openmoji`.
 * The package holds vector drawings only, so they are rendered at the size that training asks for.
 */
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { DataError } from '../dataError.ts';
import type { DatasetLicense, PairListing, PairSource } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import type { EmojiSettings } from '../settings.ts';
import { splitByHash } from '../split.ts';
import { emojiFamily } from './emojiFamily.ts';

/** Of the families; 155 of the 4,495 pairs. Fixed, so that all results of the built-in dataset compare. */
const VALIDATION_FRACTION = 0.05;

const EMOJI_LICENSE: DatasetLicense = {
  name: 'CC BY-SA 4.0',
  url: 'https://creativecommons.org/licenses/by-sa/4.0/',
  attribution:
    'Emoji designed by OpenMoji, the open-source emoji and icon project (openmoji.org). License: CC BY-SA 4.0',
};

const emojiTable = z.array(
  z.object({
    hexcode: z.string(),
    group: z.string(),
    subgroups: z.string(),
    skintone: z.union([z.number(), z.string()]),
  }),
);
type Emoji = z.infer<typeof emojiTable>[number];

export function emojiSource(settings: EmojiSettings): PairSource {
  return {
    kind: 'emoji',
    name: 'Edges → emoji',
    license: EMOJI_LICENSE,
    shipped: true,
    list: () => listEmoji(settings),
  };
}

async function listEmoji(settings: EmojiSettings): Promise<PairListing> {
  const folder = packageFolder();
  const table = emojiTable.parse(JSON.parse(await readFile(path.join(folder, 'data', 'openmoji.json'), 'utf8')));
  const outlines = await drawings(path.join(folder, 'black', 'svg'));
  const colours = await drawings(path.join(folder, 'color', 'svg'));
  const notices: ProblemNotice[] = [];
  const samples = [];
  for (const emoji of table) {
    const outline = outlines.get(emoji.hexcode);
    const colour = colours.get(emoji.hexcode);
    const family = emojiFamily(emoji.hexcode, emoji.subgroups);
    if (!settings.skinTonesAndFlags && coloursAreArbitrary(emoji, family)) continue;
    if (outline === undefined || colour === undefined) {
      notices.push({ code: 'no-partner', file: outline ?? colour ?? path.join(folder, emoji.hexcode) });
      continue;
    }
    samples.push({
      id: emoji.hexcode,
      family,
      split: splitByHash(family, VALIDATION_FRACTION),
      pictures: { layout: 'separate' as const, inputFile: outline, targetFile: colour },
    });
  }
  return { samples: samples.sort(byId), notices };
}

function coloursAreArbitrary(emoji: Emoji, family: string): boolean {
  return emoji.skintone !== '' || family === 'flags';
}

function packageFolder(): string {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('openmoji/package.json'));
  } catch (error) {
    const message = 'The built-in emoji are missing: the package "openmoji" is not installed. Run `npm ci` again.';
    throw new DataError('folder-missing', message, [], error);
  }
}

async function drawings(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder);
  return new Map(
    names.filter((name) => name.endsWith('.svg')).map((name) => [name.slice(0, -4), path.join(folder, name)]),
  );
}
