/** What a loader is told, and checks on it. */
import { totalmem } from 'node:os';
import { DataError } from './dataError.ts';
import type { PairSample } from './pairSource.ts';
import type { ChannelCounts } from './preparePair.ts';
import type { CropChoice } from './random.ts';

/** A batch's place in the run: epochs and batches both count from 0. */
export interface BatchPosition {
  readonly epoch: number;
  readonly batch: number;
}

export interface LoaderOptions extends ChannelCounts, CropChoice {
  /** The usable training pairs, sorted by id; with `targets`, the samples that the inputs come from. */
  readonly samples: readonly PairSample[];
  /** Unpaired: the samples that the targets come from, in an order of their own. */
  readonly targets?: readonly PairSample[];
  readonly batchSize: number;
  /** Integer. Order and augmentation of a batch depend on it and on the batch's position only. */
  readonly seed: number;
  /** The first batch to deliver; the very first one by default. */
  readonly startAt?: BatchPosition;
  /** How many batches are made ahead; 4 by default. */
  readonly prefetchBatches?: number;
  /** Budget for decoded pictures; by default a quarter of the machine's memory, at most 4 GiB. */
  readonly cacheBytes?: number;
}

/** Options with every default filled in: what the worker thread gets. */
export type LoaderPlan = Required<Omit<LoaderOptions, 'targets'>> & Pick<LoaderOptions, 'targets'>;

const MOST_CACHE_BYTES = 4 * 2 ** 30;

/** Checks the options and fills in defaults. Throws `DataError` with a sentence that names value and remedy. */
export function planLoader(options: LoaderOptions): LoaderPlan {
  const { batchSize, loadSize, cropSize } = options;
  const startAt = options.startAt ?? { epoch: 0, batch: 0 };
  const prefetchBatches = options.prefetchBatches ?? 4;
  requireInteger('Batch size', batchSize, 1);
  requireInteger('Crop size', cropSize, 2);
  requireInteger('Load size', loadSize, 2);
  requireInteger('Seed', options.seed, Number.MIN_SAFE_INTEGER);
  requireInteger('The number of batches to prefetch', prefetchBatches, 1);
  requireInteger('The first epoch', startAt.epoch, 0);
  requireInteger('The first batch', startAt.batch, 0);
  if (loadSize < cropSize) {
    refuse(`Load size ${loadSize} is smaller than crop size ${cropSize}. Make it at least ${cropSize}.`);
  }
  const epochLength = epochLengthOf(options);
  if (epochLength < batchSize) {
    const message = `There are ${epochLength} pairs to train on, fewer than one batch of ${batchSize}. Add pairs or choose a smaller batch.`;
    throw new DataError('too-few-pairs', message);
  }
  const batches = batchesPerEpoch(epochLength, batchSize);
  if (startAt.batch >= batches) {
    refuse(`Batch ${startAt.batch} was asked for, but an epoch has ${batches} batches. Has the dataset shrunk?`);
  }
  const cacheBytes = options.cacheBytes ?? Math.min(MOST_CACHE_BYTES, totalmem() / 4);
  return { ...options, startAt, prefetchBatches, cacheBytes };
}

/** Pairs in an epoch; unpaired, as many as the larger side has pictures, as in the official loader. */
export function epochLengthOf({ samples, targets }: Pick<LoaderOptions, 'samples' | 'targets'>): number {
  if (!targets) return samples.length;
  return samples.length === 0 || targets.length === 0 ? 0 : Math.max(samples.length, targets.length);
}

/**
 * Whole batches in an epoch. What is left over at the end is dropped, unlike in the official loader: a captured training
 * step has a fixed batch size. Since every epoch has another order, no pair is left out for good.
 */
export function batchesPerEpoch(sampleCount: number, batchSize: number): number {
  return Math.floor(sampleCount / batchSize);
}

/** The position after this one. */
export function nextPosition(position: BatchPosition, batches: number): BatchPosition {
  const last = position.batch + 1 >= batches;
  return last ? { epoch: position.epoch + 1, batch: 0 } : { epoch: position.epoch, batch: position.batch + 1 };
}

function requireInteger(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  refuse(`${name} is ${value}, but must be a whole number${least > 0 ? ` of at least ${least}` : ''}.`);
}

function refuse(message: string): never {
  throw new DataError('options-invalid', message);
}
