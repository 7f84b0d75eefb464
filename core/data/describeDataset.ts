/** A quick look at a dataset for people: counts, licence and a few pictures, without checking every file. */
import sharp from 'sharp';
import { countBySplit } from './datasetReport.ts';
import { DataError } from './dataError.ts';
import { decodePair } from './decodePair.ts';
import { mapLimited } from './mapLimited.ts';
import { zipSides } from './pairSource.ts';
import type { DatasetLicense, PairSample, PairSource, Split } from './pairSource.ts';
import type { Pixels } from './pixels.ts';
import { spreadSamples } from './spreadSamples.ts';

export interface PairThumbnail {
  readonly id: string;
  /** The input's own size in pixels; vector drawings have the thumbnail's. */
  readonly width: number;
  readonly height: number;
  /** PNG files, fitted into a square of the asked size. */
  readonly inputPng: Buffer;
  readonly targetPng: Buffer;
}

export interface DatasetDescription {
  readonly kind: string;
  readonly name: string;
  readonly license?: DatasetLicense;
  readonly pairs: Record<Split, number>;
  readonly thumbnails: readonly PairThumbnail[];
}

export interface DescribeOptions {
  readonly thumbnailCount: number;
  readonly thumbnailSize: number;
}

/** Pictures that cannot be read are skipped among the thumbnails. Throws `DataError` as `source.list()` does. */
export async function describeDataset(source: PairSource, options: DescribeOptions): Promise<DatasetDescription> {
  const { samples } = await source.list();
  const chosen = spreadSamples(zipSides(samples), options.thumbnailCount);
  const thumbnails = await mapLimited(chosen, 2, (sample) => makeThumbnail(sample, options.thumbnailSize));
  return {
    kind: source.kind,
    name: source.name,
    ...(source.license === undefined ? {} : { license: source.license }),
    pairs: countBySplit(samples),
    thumbnails: thumbnails.filter((thumbnail) => thumbnail !== undefined),
  };
}

async function makeThumbnail(sample: PairSample, size: number): Promise<PairThumbnail | undefined> {
  try {
    const { input, target } = await decodePair(sample.pictures, size);
    const [inputPng, targetPng] = await Promise.all([thumbnailPng(input, size), thumbnailPng(target, size)]);
    return { id: sample.id, width: input.width, height: input.height, inputPng, targetPng };
  } catch (error) {
    // Validation tells about broken pictures; a first look must not fail because of one.
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

async function thumbnailPng(picture: Pixels, size: number): Promise<Buffer> {
  const { width, height, channels, data } = picture;
  return await sharp(data, { raw: { width, height, channels } })
    .resize(size, size, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
}
