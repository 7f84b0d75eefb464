/** Pictures that hold A in their left half and B in their right half, the format of the pix2pix datasets. */
import path from 'node:path';
import type { PairSource } from '../pairSource.ts';
import type { SideBySideSettings } from '../settings.ts';
import { listPictures } from './pictureFolder.ts';

export function sideBySideSource(settings: SideBySideSettings): PairSource {
  const inputSide = settings.direction === 'AtoB' ? 'left' : 'right';
  return {
    kind: 'sideBySide',
    name: path.basename(settings.folder),
    shipped: false,
    list: () => listPictures(settings, (file) => ({ layout: 'sideBySide', file, inputSide })),
  };
}
