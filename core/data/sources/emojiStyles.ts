/**
 * The built-in emoji in two styles: the colour drawings of `openmoji` (A) and those of Google's Noto Emoji (B), of which
 * the npm package `@svgmoji/noto` holds a sheet. Skin-tone variants and flags are left out: the one repeat a drawing, the
 * other are the same in both styles.
 */
import path from 'node:path';
import type { DatasetLicense, PairListing, PairSample, PairSource } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { EmojiStylesSettings } from '../settings.ts';
import { drawingsIn } from '../svgSheet.ts';
import { listEmoji, OPENMOJI_LICENSE, openmojiDrawings, packageFolder } from './openmoji.ts';

/** The drawings have the licence of Google's project; the sheet's package is MIT. */
const STYLES_LICENSE: DatasetLicense = {
  name: 'CC BY-SA 4.0 (OpenMoji) and Apache 2.0 (Noto Emoji)',
  url: 'https://github.com/googlefonts/noto-emoji#license',
  attribution:
    `${OPENMOJI_LICENSE.attribution}. Noto Emoji: © Google, Apache License 2.0 ` +
    '(github.com/googlefonts/noto-emoji), packed as a sheet by @svgmoji/noto (MIT)',
};

export function emojiStylesSource(settings: EmojiStylesSettings): PairSource {
  return {
    kind: 'emojiStyles',
    name: settings.direction === 'AtoB' ? 'OpenMoji → Noto emoji' : 'Noto emoji → OpenMoji',
    license: STYLES_LICENSE,
    shipped: true,
    list: () => listStyles(settings),
  };
}

async function listStyles({ direction }: EmojiStylesSettings): Promise<PairListing> {
  const sheet = path.join(packageFolder('@svgmoji/noto'), 'sprites', 'all.svg');
  const noto = new Set(await drawingsIn(sheet));
  const openmoji = await openmojiDrawings('color');
  const samples = (await listEmoji()).flatMap(({ hexcode, family, split, coloursAreArbitrary }): PairSample[] => {
    const fileA = openmoji.get(hexcode);
    // OpenMoji has emoji of its own; nothing is wrong with those that Noto lacks.
    if (coloursAreArbitrary || fileA === undefined || !noto.has(hexcode)) return [];
    const fileB = `${sheet}#${hexcode}`;
    const [inputFile, targetFile] = direction === 'AtoB' ? [fileA, fileB] : [fileB, fileA];
    return [{ id: hexcode, family, split, pictures: { layout: 'separate', inputFile, targetFile } }];
  });
  return { samples: samples.sort(byId), notices: [] };
}
