/** Two folders whose pictures do not belong together, in the layouts of the paired ones (matchedFolders.ts). */
import path from 'node:path';
import type { PairListing, PairSample, PairSource, Side } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import type { UnpairedFolderSettings, UnpairedTwoFolderSettings } from '../settings.ts';
import { listImages } from './imageFiles.ts';
import { planMatchedFolder, planTwoFolders, type FolderPair } from './matchedFolders.ts';
import { placeInSplit, type PartPlan } from './splitFolders.ts';

type UnpairedSettings = Pick<UnpairedFolderSettings, 'direction' | 'validationFraction'>;

/** One folder that contains A/ and B/, or trainA/ trainB/ testA/ testB/ …, the format of the CycleGAN datasets. */
export function unpairedFolderSource(settings: UnpairedFolderSettings): PairSource {
  const root = path.resolve(settings.folder);
  return {
    kind: 'unpairedFolder',
    name: path.basename(root),
    shipped: false,
    list: async () => await listSides(await planMatchedFolder(root), settings),
  };
}

/** Any two folders, each with train/ val/ test/ inside or flat. */
export function unpairedTwoFolderSource(settings: UnpairedTwoFolderSettings): PairSource {
  const pair = { folderA: path.resolve(settings.folderA), folderB: path.resolve(settings.folderB) };
  return {
    kind: 'unpairedTwoFolders',
    name: `${path.basename(pair.folderA)} / ${path.basename(pair.folderB)}`,
    shipped: false,
    list: async () => await listSides(await planTwoFolders(pair, pair.folderA), settings),
  };
}

async function listSides(plan: PartPlan<FolderPair>, settings: UnpairedSettings): Promise<PairListing> {
  const notices: ProblemNotice[] = [...plan.notices];
  const samples: PairSample[] = [];
  const sides = { A: settings.direction === 'AtoB' ? 'input' : 'target', B: settings.direction === 'AtoB' ? 'target' : 'input' } as const; // prettier-ignore
  for (const part of plan.parts) {
    for (const [letter, folder] of [
      ['A', part.place.folderA],
      ['B', part.place.folderB],
    ] as const) {
      // prettier-ignore
      const side: Side = sides[letter];
      const listing = await listImages(folder);
      notices.push(...listing.notices);
      for (const { file, relativePath } of listing.images) {
        const place = placeInSplit(part, `${letter}/${relativePath}`, settings.validationFraction);
        samples.push({ ...place, pictures: { layout: 'single', side, file } });
      }
    }
  }
  return { samples: samples.sort(byId), notices };
}
