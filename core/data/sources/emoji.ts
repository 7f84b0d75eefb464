/**
 * The built-in dataset, edges → emoji: black outlines (input) and colour pictures (target) of the npm package `openmoji`.
 * The package holds vector drawings only, so they are rendered at the size that training asks for.
 */
import type { PairListing, PairSource } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import type { EmojiSettings } from '../settings.ts';
import { listEmoji, OPENMOJI_LICENSE, openmojiDrawings } from './openmoji.ts';

export function emojiSource(settings: EmojiSettings): PairSource {
  return {
    kind: 'emoji',
    name: 'Edges → emoji',
    license: OPENMOJI_LICENSE,
    shipped: true,
    list: () => listOutlines(settings),
  };
}

async function listOutlines(settings: EmojiSettings): Promise<PairListing> {
  const outlines = await openmojiDrawings('black');
  const colours = await openmojiDrawings('color');
  const notices: ProblemNotice[] = [];
  const samples = [];
  for (const { hexcode, family, split, coloursAreArbitrary } of await listEmoji()) {
    if (!settings.skinTonesAndFlags && coloursAreArbitrary) continue;
    const inputFile = outlines.get(hexcode);
    const targetFile = colours.get(hexcode);
    if (inputFile === undefined || targetFile === undefined) {
      notices.push({ code: 'no-partner', file: inputFile ?? targetFile ?? hexcode });
      continue;
    }
    samples.push({ id: hexcode, family, split, pictures: { layout: 'separate' as const, inputFile, targetFile } });
  }
  return { samples: samples.sort(byId), notices };
}
