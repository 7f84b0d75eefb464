/**
 * Cityscapes as pix2pix trains on it, made from the user's own copy as the official script does it
 * (datasets/prepare_cityscapes_dataset.py): colour labels and photographs at 256 × 256, the photograph on the left, JPEG of
 * quality 100 without chroma subsampling, numbered in the order of their names; val becomes test. Beside it, the table that
 * tells which picture came from where, which measuring mIoU needs.
 */
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { unpack, DATASET_LIMITS } from '../../archive/unpack.ts';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { replaceFolder } from '../../files/replaceFolder.ts';
import { findInCatalogue } from '../catalogue/catalogue.ts';
import { DataError, errorText } from '../dataError.ts';
import { decodeImage } from '../decodeImage.ts';
import { decodeFile } from '../decodePair.ts';
import { writeInstallRecord, type InstallRecord } from '../install/installRecord.ts';
import { mapLimited } from '../mapLimited.ts';
import { joinSideBySide, type Pixels } from '../pixels.ts';
import { resampleBicubic } from '../resampleBicubic.ts';
import { isFolder } from '../sources/imageFiles.ts';
import { pairsOf, partAt, PART_NAMES, type CityscapesPart, type Pair } from './parts.ts';

const SIDE = 256;
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

export interface CityscapesLook {
  /** Pairs that would be written. */
  readonly train: number;
  readonly test: number;
  /** What archives take on the disk while the pairs are made; 0 where both are folders. */
  readonly unpackedBytes: number;
  /** A few of them as they would come out: photograph left, labels right. */
  readonly samples: readonly Pixels[];
}

/** What would come of a copy, without writing anything. @throws DataError or ArchiveError with a sentence for the user. */
export async function lookAtCityscapes(
  places: Omit<CityscapesPlaces, 'output'>,
  sampleCount: number,
): Promise<CityscapesLook> {
  const [labels, photos] = [await partAt('labels', places.labels), await partAt('photos', places.photos)];
  const [train, test] = [pairsOf(labels, photos, 'train'), pairsOf(labels, photos, 'val')];
  const shown = train.slice(0, sampleCount);
  const [left, right] = [await photos.read(shown.map(({ photo }) => photo)), await labels.read(shown.map(({ label }) => label))]; // prettier-ignore
  const samples = await Promise.all(
    shown.map(async ({ photo, label }) =>
      joinSideBySide(await decoded(photo, left.get(photo)!), await decoded(label, right.get(label)!)),
    ),
  );
  const unpackedBytes = labels.unpackedBytes + photos.unpackedBytes;
  return { train: train.length, test: test.length, unpackedBytes, samples };
}

/** Returns how many pairs were written for each split. @throws DataError or ArchiveError with a sentence for the user. */
export async function prepareCityscapes(places: CityscapesPlaces, options: CityscapesOptions = {}) {
  const counts = { train: 0, test: 0 };
  await replaceFolder(path.resolve(places.output), async (staging) => {
    const scratch = path.join(staging, '.unpacked');
    // What does not fit is told before hours of unpacking.
    const chosen = [await partAt('labels', places.labels), await partAt('photos', places.photos)] as const;
    for (const split of ['train', 'val'] as const) pairsOf(...chosen, split);
    const labels = await asFolder(chosen[0], scratch, options);
    const photos = await asFolder(chosen[1], scratch, options);
    const pairs = { train: pairsOf(labels, photos, 'train'), val: pairsOf(labels, photos, 'val') };
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
    await atomicWrite(path.join(staging, 'table.txt'), tableOf(pairs.val, labels.root, photos.root));
    await writeInstallRecord(staging, ownCopyRecord());
    await rm(scratch, { recursive: true, force: true });
  });
  return counts;
}

/** The terms go with the pairs, so that they are shown wherever the pairs are. */
function ownCopyRecord(): InstallRecord {
  const { id, source, terms } = findInCatalogue('cityscapes')!;
  const { summary, page, attribution } = terms;
  const address = source.kind === 'ownArchives' ? source.page : '';
  return { version: 1, id, address, terms: { summary, page, attribution }, installedAt: new Date().toISOString() };
}

/** Unpacks an archive into `scratch`. */
async function asFolder(part: CityscapesPart, scratch: string, options: CityscapesOptions): Promise<CityscapesPart> {
  if (await isFolder(part.place)) return part;
  const folder = path.join(scratch, PART_NAMES[part.kind]);
  await mkdir(folder, { recursive: true });
  await unpack(part.place, folder, {
    limits: DATASET_LIMITS,
    signal: options.signal,
    onProgress: ({ fraction }) => options.onProgress?.('unpacking', fraction, 1),
  });
  return await partAt(part.kind, folder);
}

async function writePair({ photo, label }: Pair, target: string): Promise<void> {
  const [left, right] = await Promise.all([decodeFile(photo, SIDE), decodeFile(label, SIDE)]);
  const { width, height, channels, data } = joinSideBySide(resized(left), resized(right));
  await sharp(data, { raw: { width, height, channels } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(target);
}

async function decoded(file: string, content: Buffer): Promise<Pixels> {
  try {
    return resized(await decodeImage(content));
  } catch (error) {
    throw new DataError(
      'picture-unreadable',
      `The picture ${file} cannot be read (${errorText(error)}).`,
      [file],
      error,
    );
  }
}

function resized(picture: Pixels): Pixels {
  return resampleBicubic(picture, SIDE, SIDE);
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
