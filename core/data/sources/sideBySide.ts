/** Pictures that hold A in their left half and B in their right half, the format of the pix2pix datasets. */
import path from 'node:path';
import type { PairListing, PairSample, PairSource } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import type { SideBySideSettings } from '../settings.ts';
import { isFolder, listImages } from './imageFiles.ts';
import { findSplitFolders, placeInSplit, planParts } from './splitFolders.ts';

export function sideBySideSource(settings: SideBySideSettings): PairSource {
  return {
    kind: 'sideBySide',
    name: path.basename(settings.folder),
    shipped: false,
    list: () => listSideBySide(settings),
  };
}

async function listSideBySide(settings: SideBySideSettings): Promise<PairListing> {
  const root = path.resolve(settings.folder);
  const found = await findSplitFolders(async (name) => {
    const folder = path.join(root, name);
    return (await isFolder(folder)) ? folder : undefined;
  });
  const plan = planParts(found, root, root);
  const inputSide = settings.direction === 'AtoB' ? 'left' : 'right';
  const notices: ProblemNotice[] = [...plan.notices];
  const samples: PairSample[] = [];
  for (const part of plan.parts) {
    const listing = await listImages(part.place);
    notices.push(...listing.notices);
    for (const { file, relativePath } of listing.images) {
      const place = placeInSplit(part, relativePath, settings.validationFraction);
      samples.push({ ...place, pictures: { layout: 'sideBySide', file, inputSide } });
    }
  }
  return { samples: samples.sort(byId), notices };
}
