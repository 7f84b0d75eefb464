/** The two parts of a person's copy of Cityscapes, labels and photographs, each a folder or an archive. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { listArchive, readFromArchive } from '../../archive/lookInto.ts';
import { DATASET_LIMITS } from '../../archive/unpack.ts';
import { DataError } from '../dataError.ts';
import { isFolder } from '../sources/imageFiles.ts';

export const PART_NAMES = { labels: 'gtFine', photos: 'leftImg8bit' } as const;
export type PartKind = keyof typeof PART_NAMES;
export type Split = 'train' | 'val';

const ENDINGS = { labels: '_gtFine_color.png', photos: '_leftImg8bit.png' } as const;
/** Far more than a picture of 2048 × 1024 takes. */
const MOST_PICTURE_BYTES = 64e6;

export interface CityscapesPart {
  readonly kind: PartKind;
  /** As it was chosen, absolute. */
  readonly place: string;
  /** The folder that holds `train/` and `val/`, wherever it lies in that; of an archive, the beginning of the names. */
  readonly root: string;
  /** By city and name, in that order: the files to `read`. */
  readonly files: Readonly<Record<Split, ReadonlyMap<string, string>>>;
  /** What it takes when it is unpacked; 0 for a folder. */
  readonly unpackedBytes: number;
  readonly read: (files: readonly string[]) => Promise<Map<string, Buffer>>;
}

export interface Pair {
  readonly label: string;
  readonly photo: string;
}

/** Writes nothing. @throws DataError or ArchiveError with a sentence for the user. */
export async function partAt(kind: PartKind, chosen: string): Promise<CityscapesPart> {
  const place = path.resolve(chosen);
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) throw new DataError('folder-missing', `${place} is not there.`, [place]);
  return found.isDirectory() ? await folderPart(kind, place) : await archivePart(kind, place);
}

async function folderPart(kind: PartKind, place: string): Promise<CityscapesPart> {
  for (const root of [place, path.join(place, PART_NAMES[kind])]) {
    if (!(await isFolder(path.join(root, 'train')))) continue;
    const [train, val] = [await below(root, 'train'), await below(root, 'val')];
    const absolute = (names: Map<string, string>) =>
      new Map([...names].map(([key, name]) => [key, path.join(root, name)]));
    const files = { train: absolute(picturesIn(train, 'train', kind)), val: absolute(picturesIn(val, 'val', kind)) };
    const read = async (wanted: readonly string[]): Promise<Map<string, Buffer>> =>
      new Map(await Promise.all(wanted.map(async (file) => [file, await readFile(file)] as const)));
    return { kind, place, root, files, unpackedBytes: 0, read };
  }
  throw elsewhere(kind, place, await isFolder(path.join(place, PART_NAMES[other(kind)])));
}

async function archivePart(kind: PartKind, place: string): Promise<CityscapesPart> {
  const sizes = await listArchive(place, DATASET_LIMITS.mostEntries);
  const names = [...sizes.keys()];
  for (const root of ['', `${PART_NAMES[kind]}/`]) {
    const inside = names.filter((name) => name.startsWith(root)).map((name) => name.slice(root.length));
    if (!inside.some((name) => name.startsWith('train/'))) continue;
    const named = (found: Map<string, string>) => new Map([...found].map(([key, name]) => [key, root + name]));
    const files = { train: named(picturesIn(inside, 'train', kind)), val: named(picturesIn(inside, 'val', kind)) };
    const unpackedBytes = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    return { kind, place, root, files, unpackedBytes, read: (wanted) => readFromArchive(place, wanted, MOST_PICTURE_BYTES) }; // prettier-ignore
  }
  throw elsewhere(kind, place, names.some((name) => name.startsWith(`${PART_NAMES[other(kind)]}/`))); // prettier-ignore
}

function other(kind: PartKind): PartKind {
  return kind === 'labels' ? 'photos' : 'labels';
}

function elsewhere(kind: PartKind, place: string, isOther: boolean): DataError {
  const name = PART_NAMES[kind];
  const mixedUp = isOther ? ` It holds "${PART_NAMES[other(kind)]}", the other part.` : '';
  const message = `${place} has no folder "train" or "${name}/train" inside.${mixedUp} Choose the folder or archive of Cityscapes that contains "${name}".`;
  return new DataError('layout-unknown', message, [place]);
}

/** Names relative to `root`, with slashes. */
async function below(root: string, split: Split): Promise<string[]> {
  const entries = await readdir(path.join(root, split), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.map(({ parentPath, name }) =>
    path.relative(root, path.join(parentPath, name)).split(path.sep).join('/'),
  );
}

/** Names by city and name without split and ending, in that order. */
function picturesIn(names: readonly string[], split: Split, kind: PartKind): Map<string, string> {
  const [start, ending] = [`${split}/`, ENDINGS[kind]];
  const found = names.filter((name) => name.startsWith(start) && name.endsWith(ending)).sort();
  return new Map(found.map((name) => [name.slice(start.length, -ending.length), name]));
}

/** Sorted by city and name. @throws DataError that counts the pictures without partner and names the first. */
export function pairsOf(labels: CityscapesPart, photos: CityscapesPart, split: Split): Pair[] {
  const [labelFiles, photoFiles] = [labels.files[split], photos.files[split]];
  const lonely = [
    ...[...labelFiles].filter(([name]) => !photoFiles.has(name)),
    ...[...photoFiles].filter(([name]) => !labelFiles.has(name)),
  ];
  if (lonely.length > 0) {
    const [, first] = lonely[0]!;
    const more = lonely.length === 1 ? '' : `, nor have ${(lonely.length - 1).toLocaleString('en')} more`;
    const message = `${first} has no partner in the other part${more}. Labels and photographs must be of the same ${split} set: there are ${labelFiles.size.toLocaleString('en')} and ${photoFiles.size.toLocaleString('en')}.`;
    throw new DataError(
      'layout-unknown',
      message,
      lonely.map(([, file]) => file),
    );
  }
  if (labelFiles.size === 0) {
    const message = `There are no files *${ENDINGS.labels} below ${path.join(labels.root, split)}.`;
    throw new DataError('no-training-pictures', message, [labels.place]);
  }
  return [...labelFiles].map(([name, label]) => ({ label, photo: photoFiles.get(name)! }));
}
