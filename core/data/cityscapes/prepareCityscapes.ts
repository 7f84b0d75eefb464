/**
 * Cityscapes as pix2pix trains on it, made from the user's own copy as the official script does it
 * (datasets/prepare_cityscapes_dataset.py): colour labels and photographs at 256 × 256, the photograph on the left, JPEG of
 * quality 100 without chroma subsampling, numbered in the order of their names; val becomes test. Beside it, the table that
 * tells which picture came from where, which measuring mIoU needs.
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { unpack, DATASET_LIMITS } from '../../archive/unpack.ts';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { replaceFolder } from '../../files/replaceFolder.ts';
import { DataError } from '../dataError.ts';
import { decodeFile } from '../decodePair.ts';
import { mapLimited } from '../mapLimited.ts';
import { joinSideBySide, type Pixels } from '../pixels.ts';
import { resampleBicubic } from '../resampleBicubic.ts';
import { isFolder } from '../sources/imageFiles.ts';

const SIDE = 256;
const LABEL_ENDING = '_gtFine_color.png';
const PHOTO_ENDING = '_leftImg8bit.png';
/** Splits of Cityscapes, and what the official script calls them. */
const SPLITS = { train: 'train', val: 'test' } as const;

export interface CityscapesPlaces {
  /** The `gtFine` folder, the folder or archive that contains it. */
  readonly labels: string;
  /** The `leftImg8bit` folder, the folder or archive that contains it. */
  readonly photos: string;
  /** What comes out; replaced if it is there. */
  readonly output: string;
}

export interface CityscapesOptions {
  readonly onProgress?: ((phase: 'unpacking' | 'preparing', done: number, total: number) => void) | undefined;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface Pair {
  readonly label: string;
  readonly photo: string;
}

export interface CityscapesLook {
  /** Pairs that would be written. */
  readonly train: number;
  readonly test: number;
  /** A few of them as they would come out: photograph left, labels right. */
  readonly samples: readonly Pixels[];
}

/**
 * What would come of two folders, without writing anything; undefined where one of them is an archive, which has to be
 * unpacked first. @throws DataError with a sentence for the user.
 */
export async function lookAtCityscapes(
  { labels, photos }: Omit<CityscapesPlaces, 'output'>,
  sampleCount: number,
): Promise<CityscapesLook | undefined> {
  const places = [labels, photos].map((place) => path.resolve(place));
  const areFolders = await Promise.all(places.map((place) => isFolder(place)));
  if (areFolders.includes(false)) {
    await Promise.all(places.map(requireThere));
    return undefined;
  }
  const roots = [await rootOf(labels, 'gtFine', '', {}), await rootOf(photos, 'leftImg8bit', '', {})] as const;
  const [train, test] = [await pairsOf(...roots, 'train'), await pairsOf(...roots, 'val')];
  const samples = await Promise.all(train.slice(0, sampleCount).map(joined));
  return { train: train.length, test: test.length, samples };
}

/** Returns how many pairs were written for each split. @throws DataError or ArchiveError with a sentence for the user. */
export async function prepareCityscapes(places: CityscapesPlaces, options: CityscapesOptions = {}) {
  const counts = { train: 0, test: 0 };
  await replaceFolder(path.resolve(places.output), async (staging) => {
    const scratch = path.join(staging, '.unpacked');
    const labels = await rootOf(places.labels, 'gtFine', scratch, options);
    const photos = await rootOf(places.photos, 'leftImg8bit', scratch, options);
    const pairs = { train: await pairsOf(labels, photos, 'train'), val: await pairsOf(labels, photos, 'val') };
    const total = pairs.train.length + pairs.val.length;
    let done = 0;
    for (const split of ['val', 'train'] as const) {
      const folder = path.join(staging, SPLITS[split]);
      await mkdir(folder);
      const numbered = pairs[split].map((pair, index) => ({ ...pair, index }));
      await mapLimited(numbered, availableParallelism(), async ({ index, ...pair }) => {
        options.signal?.throwIfAborted();
        await writePair(pair, path.join(folder, `${String(index)}.jpg`));
        options.onProgress?.('preparing', ++done, total);
      });
      counts[SPLITS[split]] = numbered.length;
    }
    await atomicWrite(path.join(staging, 'table.txt'), tableOf(pairs.val, labels, photos));
    await rm(scratch, { recursive: true, force: true });
  });
  return counts;
}

/** The folder that holds `train/` and `val/`, wherever it lies in what the user has chosen. */
async function rootOf(place: string, name: string, scratch: string, options: CityscapesOptions): Promise<string> {
  const chosen = path.resolve(place);
  await requireThere(chosen);
  let folder = chosen;
  if (!(await isFolder(chosen))) {
    folder = path.join(scratch, name);
    await mkdir(folder, { recursive: true });
    await unpack(chosen, folder, {
      limits: DATASET_LIMITS,
      signal: options.signal,
      onProgress: ({ fraction }) => options.onProgress?.('unpacking', fraction, 1),
    });
  }
  for (const candidate of [folder, path.join(folder, name)]) {
    if (await isFolder(path.join(candidate, 'train'))) return candidate;
  }
  const message = `${chosen} has no folder "train" or "${name}/train" inside. Choose the folder or archive of Cityscapes that contains "${name}".`;
  throw new DataError('layout-unknown', message, [chosen]);
}

async function requireThere(place: string): Promise<void> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) throw new DataError('folder-missing', `${place} is not there.`, [place]);
}

/** Sorted by city and name. Throws `DataError` naming the first picture without partner. */
async function pairsOf(labels: string, photos: string, split: 'train' | 'val'): Promise<Pair[]> {
  const labelFiles = await filesOf(path.join(labels, split), LABEL_ENDING);
  const photoFiles = await filesOf(path.join(photos, split), PHOTO_ENDING);
  const lonely =
    [...labelFiles].find(([name]) => !photoFiles.has(name)) ?? [...photoFiles].find(([name]) => !labelFiles.has(name));
  if (lonely !== undefined) {
    const message = `${lonely[1]} has no partner in the other folder. Labels and photographs must be of the same ${split} set.`;
    throw new DataError('layout-unknown', message, [lonely[1]]);
  }
  if (labelFiles.size === 0) {
    const message = `There are no files *${LABEL_ENDING} below ${path.join(labels, split)}.`;
    throw new DataError('no-training-pictures', message, [labels]);
  }
  return [...labelFiles].map(([name, label]) => ({ label, photo: photoFiles.get(name)! }));
}

/** Files by city and name without `ending`, in that order. */
async function filesOf(folder: string, ending: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.name.endsWith(ending)).map(({ parentPath, name }) => path.join(parentPath, name)); // prettier-ignore
  return new Map(files.sort().map((file) => [path.relative(folder, file).slice(0, -ending.length), file]));
}

async function joined({ photo, label }: Pair): Promise<Pixels> {
  const [left, right] = await Promise.all([resized(photo), resized(label)]);
  return joinSideBySide(left, right);
}

async function writePair(pair: Pair, target: string): Promise<void> {
  const { width, height, channels, data } = await joined(pair);
  await sharp(data, { raw: { width, height, channels } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(target);
}

async function resized(file: string): Promise<Pixels> {
  return resampleBicubic(await decodeFile(file, SIDE), SIDE, SIDE);
}

/** One line a picture: number, its label map with training ids, its photograph, relative to where both folders lie. */
function tableOf(pairs: readonly Pair[], labels: string, photos: string): string {
  const relative = (root: string, file: string): string =>
    path.relative(path.dirname(root), file).split(path.sep).join('/');
  const lines = pairs.map(({ label, photo }, index) => {
    return `${String(index)} ${relative(labels, label).replace('_color', '_trainIds')} ${relative(photos, photo)}\n`;
  });
  return lines.join('');
}
