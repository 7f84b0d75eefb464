/** Finds out what a dropped or chosen folder holds: every way of reading it that gives pairs, the likeliest first. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { listImages } from '../../core/data/sources/imageFiles.ts';
import { datasetSettingsSchema, type DatasetSettings } from '../../core/pipeline/index.ts';
import type { FolderInspection } from '../../core/protocol/studio/datasets.ts';
import { describe } from './datasets.ts';

type Reading = FolderInspection['readings'][number];

const NOTHING_FOUND =
  'No pairs of pictures were found here. A folder can hold pictures with A on the left and B on the right, folders A and B ' +
  '(or trainA and trainB), or two folders whose pictures have the same names.';

/** `paths`: one folder, two folders of partners, or some pictures, whose folder is meant. */
export async function inspectFolders(paths: readonly string[]): Promise<FolderInspection> {
  const folders = [...new Set(await Promise.all(paths.map(folderOf)))];
  const candidates = await candidatesFor(folders);
  const readings = (await Promise.all(candidates.map(read))).filter((reading) => reading !== undefined);
  return {
    folder: folders.join(' + '),
    readings,
    problem: readings.length === 0 ? NOTHING_FOUND : null,
  };
}

async function folderOf(place: string): Promise<string> {
  const isFolder = await stat(place).then(
    (entry) => entry.isDirectory(),
    () => true,
  );
  return isFolder ? place : path.dirname(place);
}

interface Candidate {
  readonly title: string;
  readonly settings: DatasetSettings;
}

async function candidatesFor(folders: readonly string[]): Promise<Candidate[]> {
  const [first, second] = folders;
  if (first === undefined) return [];
  if (second !== undefined) return [twoFolders(first, second)];
  const candidates: Candidate[] = [
    { title: 'Folders A and B', settings: datasetSettingsSchema.parse({ kind: 'matchedFolder', folder: first }) },
  ];
  const [below, otherBelow, ...more] = await subfolders(first);
  if (below !== undefined && otherBelow !== undefined && more.length === 0) {
    candidates.push(twoFolders(path.join(first, below), path.join(first, otherBelow)));
  }
  const settings = datasetSettingsSchema.parse({ kind: 'sideBySide', folder: first });
  const sideBySide = { title: 'A and B side by side in each picture', settings };
  return (await hasWidePictures(first)) ? [sideBySide, ...candidates] : candidates;
}

function twoFolders(folderA: string, folderB: string): Candidate {
  const title = `Same names in “${path.basename(folderA)}” and “${path.basename(folderB)}”`;
  return { title, settings: datasetSettingsSchema.parse({ kind: 'twoFolders', folderA, folderB }) };
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  return names.sort();
}

/** Whether the first picture could be two pictures side by side. */
async function hasWidePictures(folder: string): Promise<boolean> {
  try {
    const [first] = (await listImages(folder)).images;
    if (!first) return false;
    const { width, height } = await sharp(first.file).metadata();
    return width >= 1.5 * height;
  } catch {
    return false;
  }
}

async function read({ title, settings }: Candidate): Promise<Reading | undefined> {
  const description = await describe({ settings, directory: '/' }).catch(() => undefined);
  if (!description) return undefined;
  const { train, validation, test } = description.pairs;
  return train + validation + test > 0 ? { title, description } : undefined;
}
