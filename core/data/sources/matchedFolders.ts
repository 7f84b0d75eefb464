/** Pairs in two folders, matched by name: A/ and B/, trainA/ and trainB/, or any two. */
import path from 'node:path';
import { DataError } from '../dataError.ts';
import type { PairListing, PairSample, PairSource } from '../pairSource.ts';
import { byId } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import type { MatchedFolderSettings, TwoFolderSettings } from '../settings.ts';
import { withSplitFile } from '../splitting/splitFile.ts';
import { folderMissing, isFolder, listImages } from './imageFiles.ts';
import type { PartPlan } from './splitFolders.ts';
import { findSplitFolders, placeInSplit, planParts } from './splitFolders.ts';

export interface FolderPair {
  readonly folderA: string;
  readonly folderB: string;
}

type MatchSettings = Pick<TwoFolderSettings, 'direction' | 'validationFraction'>;

/** One folder that contains A/ and B/ (each with train/ val/ test/ inside or flat), or trainA/ trainB/ valA/ …. */
export function matchedFolderSource(settings: MatchedFolderSettings): PairSource {
  const root = path.resolve(settings.folder);
  return {
    kind: 'matchedFolder',
    name: path.basename(root),
    shipped: false,
    list: async () => await listParts(root, await planMatchedFolder(root), settings),
  };
}

/** Any two folders, each with train/ val/ test/ inside or flat. */
export function twoFolderSource(settings: TwoFolderSettings): PairSource {
  const pair = { folderA: path.resolve(settings.folderA), folderB: path.resolve(settings.folderB) };
  return {
    kind: 'twoFolders',
    name: `${path.basename(pair.folderA)} + ${path.basename(pair.folderB)}`,
    shipped: false,
    list: async () => await listParts(pair.folderA, await planTwoFolders(pair, pair.folderA), settings),
  };
}

/** Where the parts of a folder with A/ and B/, or trainA/ and trainB/, lie. */
export async function planMatchedFolder(root: string): Promise<PartPlan<FolderPair>> {
  if (!(await isFolder(root))) throw folderMissing(root);
  const plain = { folderA: path.join(root, 'A'), folderB: path.join(root, 'B') };
  if (await bothExist(plain)) return await planTwoFolders(plain, root);
  const suffixed = await findSplitFolders(async (name) => {
    const pair = { folderA: path.join(root, `${name}A`), folderB: path.join(root, `${name}B`) };
    return (await bothExist(pair)) ? pair : undefined;
  });
  if (Object.values(suffixed).every((place) => place === undefined)) {
    const message = `${root} has neither folders A and B nor trainA and trainB. Choose the folder that contains them.`;
    throw new DataError('layout-unknown', message, [root]);
  }
  return planParts(suffixed, plain, root);
}

/** Where the parts of any two folders lie. */
export async function planTwoFolders(pair: FolderPair, root: string): Promise<PartPlan<FolderPair>> {
  const found = await findSplitFolders(async (name) => {
    const inside = { folderA: path.join(pair.folderA, name), folderB: path.join(pair.folderB, name) };
    return (await bothExist(inside)) ? inside : undefined;
  });
  return planParts(found, pair, root);
}

async function bothExist(pair: FolderPair): Promise<boolean> {
  return (await isFolder(pair.folderA)) && (await isFolder(pair.folderB));
}

/** `root`: where a split file lies, if there is one. */
async function listParts(root: string, plan: PartPlan<FolderPair>, settings: MatchSettings): Promise<PairListing> {
  const notices: ProblemNotice[] = [...plan.notices];
  const samples: PairSample[] = [];
  for (const part of plan.parts) {
    const filesA = await filesByName(part.place.folderA, notices);
    const filesB = await filesByName(part.place.folderB, notices);
    noticeMissingPartners(filesA, filesB, part.place.folderB, notices);
    noticeMissingPartners(filesB, filesA, part.place.folderA, notices);
    for (const [name, fileA] of filesA) {
      const fileB = filesB.get(name);
      if (fileB === undefined) continue;
      const [inputFile, targetFile] = settings.direction === 'AtoB' ? [fileA, fileB] : [fileB, fileA];
      const place = placeInSplit(part, name, settings.validationFraction);
      samples.push({ ...place, pictures: { layout: 'separate', inputFile, targetFile } });
    }
  }
  return await withSplitFile(root, { samples: samples.sort(byId), notices });
}

/** Pictures by their path without ending, since a label map may be a PNG and its photograph a JPEG. */
async function filesByName(folder: string, notices: ProblemNotice[]): Promise<Map<string, string>> {
  const listing = await listImages(folder);
  notices.push(...listing.notices);
  const files = new Map<string, string>();
  for (const { file, relativePath } of listing.images) {
    const name = relativePath.slice(0, -path.extname(relativePath).length);
    const first = files.get(name);
    if (first === undefined) files.set(name, file);
    else notices.push({ code: 'duplicate-name', file, detail: `${first} is used` });
  }
  return files;
}

function noticeMissingPartners(
  files: ReadonlyMap<string, string>,
  partners: ReadonlyMap<string, string>,
  partnerFolder: string,
  notices: ProblemNotice[],
): void {
  for (const [name, file] of files) {
    if (!partners.has(name)) notices.push({ code: 'no-partner', file, detail: `no "${name}" in ${partnerFolder}` });
  }
}
