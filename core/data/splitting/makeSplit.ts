/** Divides a dataset that has no train/ and val/ of its own, near-duplicates kept together: planned first, then written. */
import path from 'node:path';
import { countBySplit } from '../datasetReport.ts';
import { DataError } from '../dataError.ts';
import { openSource } from '../openSource.ts';
import { filesOf, type Split } from '../pairSource.ts';
import type { DatasetSettings } from '../settings.ts';
import { assignSplits } from './assignSplits.ts';
import { findNearDuplicates } from './nearDuplicates.ts';
import { splitFilePath, withSplits, writeSplitFile, type SplitFile } from './splitFile.ts';

export interface SplitOptions {
  /** Shares of the pictures, from 0 to 1; the rest is trained on. */
  readonly validation: number;
  readonly test: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface PlannedSplit {
  /** Where it will be written. */
  readonly file: string;
  readonly content: SplitFile;
  readonly pairs: Record<Split, number>;
  /** Groups of near-duplicates that were kept together. */
  readonly families: readonly (readonly string[])[];
}

/**
 * Writes nothing. The same split every time: it depends on the pictures' names and on which resemble each other, not on
 * chance. Throws `DataError` if the dataset has splits of its own.
 */
export async function planSplit(settings: DatasetSettings, options: SplitOptions): Promise<PlannedSplit> {
  const root = rootOf(settings);
  const { samples, notices } = await openSource(settings).list();
  if (!notices.some(({ code }) => code === 'no-validation-folder' || code === 'split-file-used')) {
    const message = `${root} is divided already: it has folders for training and for validation or test.`;
    throw new DataError('options-invalid', message, [root]);
  }
  if (options.validation <= 0 || options.test < 0 || options.validation + options.test >= 1) {
    const message = 'The shares for validation and test must be positive, and leave something to train on.';
    throw new DataError('options-invalid', message);
  }
  // The last file of a pair is its target, which says more about likeness than a drawing of lines.
  const files = samples.map((sample) => filesOf(sample.pictures).at(-1)!);
  const groups = await findNearDuplicates(files, options.onProgress, options.signal);
  const families = groups.map((group) => group.map((index) => samples[index]!.id).sort());
  const splits = assignSplits(samples, families, options);
  const file = splitFilePath(root);
  const content: SplitFile = { version: 1, splits, families };
  return { file, content, pairs: countBySplit(withSplits(samples, content)), families };
}

/** A split file that is there is replaced. Throws `DataError` if the folder cannot be written to. */
export async function makeSplit(settings: DatasetSettings, options: SplitOptions): Promise<PlannedSplit> {
  const planned = await planSplit(settings, options);
  await writeSplit(planned);
  return planned;
}

export async function writeSplit({ file, content }: PlannedSplit): Promise<void> {
  await writeSplitFile(path.dirname(file), content);
}

function rootOf(settings: DatasetSettings): string {
  switch (settings.kind) {
    case 'emoji':
    case 'emojiStyles':
      throw new DataError('options-invalid', 'The built-in dataset has a split of its own.');
    case 'twoFolders':
    case 'unpairedTwoFolders':
      return path.resolve(settings.folderA);
    default:
      return path.resolve(settings.folder);
  }
}
