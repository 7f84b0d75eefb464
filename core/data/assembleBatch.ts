/** Putting prepared pictures together into one batch of floats. */
import type { PairBatch } from './batch.ts';
import type { Crop } from './floatImage.ts';
import { writeCrop } from './floatImage.ts';
import type { PixelPair } from './pixels.ts';

/** One picture pair of a batch and the part of it to take. */
export interface BatchEntry {
  readonly id: string;
  readonly pair: PixelPair;
  readonly crop: Crop;
  /** The part of the target; the same as of the input where it is not given. */
  readonly targetCrop?: Crop;
}

/** Makes the entry number `index` of an epoch, pictures from the cache where they are. */
export interface EntryMaker {
  isCached(index: number, epoch: number): boolean;
  /** Throws `DataError` with the file's name if a picture cannot be read. */
  make(index: number, epoch: number): Promise<BatchEntry>;
}

/** All entries must have the same channels and crop size; `entries` must not be empty. */
export function assembleBatch(entries: readonly BatchEntry[]): PairBatch {
  const [first] = entries;
  if (first === undefined) throw new RangeError('A batch needs at least one pair.');
  const { size } = first.crop;
  const shapeA = [entries.length, size, size, first.pair.input.channels] as const;
  const shapeB = [entries.length, size, size, first.pair.target.channels] as const;
  const lengthA = size * size * shapeA[3];
  const lengthB = size * size * shapeB[3];
  const a = new Float32Array(entries.length * lengthA);
  const b = new Float32Array(entries.length * lengthB);
  entries.forEach(({ pair, crop, targetCrop }, index) => {
    writeCrop(pair.input, crop, a, index * lengthA);
    writeCrop(pair.target, targetCrop ?? crop, b, index * lengthB);
  });
  return { a, b, shapeA, shapeB, ids: entries.map((entry) => entry.id) };
}
