/** Datasets of one file a pair, in one folder with train/ val/ test/ inside or flat. */
import path from 'node:path';
import type { PairListing, PairPictures, PairSample } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import { withSplitFile } from '../splitting/splitFile.ts';
import { isFolder, listImages } from './imageFiles.ts';
import { findSplitFolders, placeInSplit, planParts } from './splitFolders.ts';

interface FolderSettings {
  readonly folder: string;
  readonly validationFraction: number;
}

/** `picturesIn` says how a pair is read from its file. Throws `DataError` if the folder cannot be used at all. */
export async function listPictures(
  { folder, validationFraction }: FolderSettings,
  picturesIn: (file: string) => PairPictures,
): Promise<PairListing> {
  const root = path.resolve(folder);
  const found = await findSplitFolders(async (name) => {
    const inside = path.join(root, name);
    return (await isFolder(inside)) ? inside : undefined;
  });
  const plan = planParts(found, root, root);
  const notices: ProblemNotice[] = [...plan.notices];
  const samples: PairSample[] = [];
  for (const part of plan.parts) {
    const listing = await listImages(part.place);
    notices.push(...listing.notices);
    for (const { file, relativePath } of listing.images) {
      samples.push({ ...placeInSplit(part, relativePath, validationFraction), pictures: picturesIn(file) });
    }
  }
  return await withSplitFile(root, { samples: samples.sort(byId), notices });
}
