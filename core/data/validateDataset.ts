/**
 * Checks a whole dataset before a run, so that no picture stops the training in the middle.
 *
 * The rule: a pair with an error is left out; with warnings and notes it is used. If fewer pairs are left than one batch
 * needs, the run is refused (`requireEnoughPairs`).
 */
import { availableParallelism } from 'node:os';
import { checkSample } from './checkSample.ts';
import type { SampleCheck } from './checkSample.ts';
import type { DatasetReport } from './datasetReport.ts';
import { countBySplit } from './datasetReport.ts';
import { findDuplicates } from './duplicates.ts';
import { mapLimited } from './mapLimited.ts';
import type { PairListing, PairSample, PairSource, Split } from './pairSource.ts';
import { groupProblems, isError } from './problems.ts';

export interface ValidateOptions {
  /** The size pictures are cropped to in training; smaller ones get a warning. */
  readonly cropSize: number;
  /** Pairs looked at at the same time; by default one per processor core. */
  readonly concurrency?: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ValidatedDataset {
  readonly report: DatasetReport;
  /** The pairs without errors, sorted by id. */
  readonly samples: readonly PairSample[];
}

interface CheckedSample extends SampleCheck {
  readonly sample: PairSample;
}

/** Opens and decodes every picture (of a shipped dataset: lists them only). Throws `DataError` only if the dataset's folders cannot be used at all. */
export async function validateDataset(source: PairSource, options: ValidateOptions): Promise<ValidatedDataset> {
  const startedMs = performance.now();
  const listing = await source.list();
  const checked = source.shipped ? [] : await checkAll(listing, options);
  const notices = [...listing.notices, ...checked.flatMap((check) => check.notices), ...findDuplicates(checked)];
  const excluded = new Set(notices.flatMap(({ code, sampleId }) => (isError(code) && sampleId ? [sampleId] : [])));
  const samples = listing.samples.filter((sample) => !excluded.has(sample.id));
  const report: DatasetReport = {
    name: source.name,
    foundPairs: listing.samples.length,
    usablePairs: countBySplit(samples),
    excludedIds: [...excluded].sort(),
    problems: groupProblems(notices),
    ...sizeRange(checked.filter(({ sample }) => !excluded.has(sample.id))),
    elapsedMs: performance.now() - startedMs,
  };
  return { report, samples };
}

async function checkAll(listing: PairListing, options: ValidateOptions): Promise<CheckedSample[]> {
  const total = listing.samples.length;
  let done = 0;
  return await mapLimited(listing.samples, options.concurrency ?? availableParallelism(), async (sample) => {
    options.signal?.throwIfAborted();
    const check = await checkSample(sample, options.cropSize);
    options.onProgress?.(++done, total);
    return { sample, ...check };
  });
}

/** Smallest and largest picture by area. */
function sizeRange(checked: readonly CheckedSample[]): Pick<DatasetReport, 'smallest' | 'largest'> {
  const sizes = checked.flatMap(({ size }) => (size === undefined ? [] : [size]));
  sizes.sort((a, b) => a.width * a.height - b.width * b.height);
  const smallest = sizes.at(0);
  const largest = sizes.at(-1);
  return smallest === undefined || largest === undefined ? {} : { smallest, largest };
}

/** The samples of one split. */
export function samplesOf(samples: readonly PairSample[], split: Split): PairSample[] {
  return samples.filter((sample) => sample.split === split);
}
