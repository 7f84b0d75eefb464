/** Finds out what a folder of pictures is: every way of reading it that gives pairs, the likeliest first. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { datasetSettingsSchema } from '../pipeline/schema/dataset.ts';
import { openSource } from './openSource.ts';
import type { PairListing } from './pairSource.ts';
import type { DatasetSettings } from './settings.ts';
import { listImages } from './sources/imageFiles.ts';

/** One way of reading a folder. */
export interface LayoutReading {
  /** For people. */
  readonly title: string;
  /** With absolute folders. */
  readonly settings: DatasetSettings;
  readonly listing: PairListing;
}

export interface DetectedLayouts {
  readonly folders: readonly string[];
  readonly readings: readonly LayoutReading[];
}

/** Sides and splits of the other layouts. */
const WELL_KNOWN_FOLDERS: ReadonlySet<string> = new Set(
  ['', 'A', 'B']
    .flatMap((side) => ['train', 'val', 'validation', 'valid', 'test'].map((split) => `${split}${side}`))
    .concat('A', 'B'),
);

/** What to tell whoever chose a folder without readings. */
export const NOTHING_FOUND =
  'No pictures were found here. A folder can hold photographs, pictures with A on the left and B on the right, folders A ' +
  'and B (or trainA and trainB), or two folders whose pictures have the same names.';

/** `paths`: one folder, two folders of partners, or some pictures, whose folder is meant. Nothing is written. */
export async function detectLayouts(paths: readonly string[]): Promise<DetectedLayouts> {
  const folders = [...new Set(await Promise.all(paths.map(folderOf)))].map((folder) => path.resolve(folder));
  const readings = (await Promise.all((await candidatesFor(folders)).map(read))).filter(
    (reading) => reading !== undefined,
  );
  return { folders, readings };
}

async function folderOf(place: string): Promise<string> {
  const isFolder = await stat(place).then(
    (entry) => entry.isDirectory(),
    () => true,
  );
  return isFolder ? place : path.dirname(place);
}

type Candidate = Omit<LayoutReading, 'listing'>;

async function candidatesFor(folders: readonly string[]): Promise<Candidate[]> {
  const [first, second] = folders;
  if (first === undefined) return [];
  if (second !== undefined) return [twoFolders(first, second), ...unpairedFolders(first, second)];
  const matched = candidate('Folders A and B', { kind: 'matchedFolder', folder: first });
  const sideBySide = candidate('A and B side by side in each picture', { kind: 'sideBySide', folder: first });
  const partners = await partnerFolders(first);
  const unpaired = candidate('Folders A and B, unpaired', { kind: 'unpairedFolder', folder: first });
  const others = [unpaired, ...photoCandidates(first)];
  const ratio = await firstRatio(first);
  if (ratio >= TWO_PICTURES) return [matched, sideBySide, ...partners, ...others];
  return [matched, ...partners, ...others, ...(ratio >= TWO_UPRIGHT_PICTURES ? [sideBySide] : [])];
}

/** A folder of exactly two folders, such as edges/ and photos/, if they have no meaning of their own. */
async function partnerFolders(folder: string): Promise<Candidate[]> {
  const names = await subfolders(folder);
  const [first, second] = names;
  if (first === undefined || second === undefined || names.length > 2) return [];
  if (names.some((name) => WELL_KNOWN_FOLDERS.has(name))) return [];
  const [folderA, folderB] = [path.join(folder, first), path.join(folder, second)];
  return [twoFolders(folderA, folderB), ...unpairedFolders(folderA, folderB)];
}

function candidate(title: string, settings: unknown): Candidate {
  return { title, settings: datasetSettingsSchema.parse(settings) };
}

function twoFolders(folderA: string, folderB: string): Candidate {
  const title = `Same names in “${path.basename(folderA)}” and “${path.basename(folderB)}”`;
  return candidate(title, { kind: 'twoFolders', folderA, folderB });
}

/** Without partners of the same names they are still two kinds of pictures. */
function unpairedFolders(folderA: string, folderB: string): Candidate[] {
  const title = `Unpaired pictures in “${path.basename(folderA)}” and “${path.basename(folderB)}”`;
  return [candidate(title, { kind: 'unpairedTwoFolders', folderA, folderB })];
}

/** Any folder of pictures is a dataset whose inputs are made from the pictures themselves. */
function photoCandidates(folder: string): Candidate[] {
  return [
    candidate('Photographs: edges → photo', { kind: 'photos', folder, task: 'edges' }),
    candidate('Photographs: grey → colour', { kind: 'photos', folder, task: 'colour' }),
    candidate('Photographs: blurred → sharp', { kind: 'photos', folder, task: 'sharpen' }),
    candidate('Photographs: low → high resolution', { kind: 'photos', folder, task: 'enlarge' }),
  ];
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  return names.sort();
}

/** Width by height of two square pictures side by side, as all published sets have them, less what rounding takes. */
const TWO_PICTURES = 1.95;
/** Upright pictures side by side; but photographs of cameras (3:2) and screens (16:9) are as wide. */
const TWO_UPRIGHT_PICTURES = 1.2;

/** Width by height of the first picture; 0 if there is none that can be read. */
async function firstRatio(folder: string): Promise<number> {
  try {
    const [first] = (await listImages(folder)).images;
    if (!first) return 0;
    const { width, height } = await sharp(first.file).metadata();
    return width / height;
  } catch {
    return 0;
  }
}

async function read({ title, settings }: Candidate): Promise<LayoutReading | undefined> {
  const listing = await openSource(settings)
    .list()
    .catch(() => undefined);
  return listing === undefined || listing.samples.length === 0 ? undefined : { title, settings, listing };
}
