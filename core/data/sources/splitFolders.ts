/** Which folders hold the training, validation and test pictures of a dataset on disk. */
import { DataError } from '../dataError.ts';
import type { Split } from '../pairSource.ts';
import { SPLITS } from '../pairSource.ts';
import type { ProblemNotice } from '../problems.ts';
import { splitByHash } from '../split.ts';

/** Folder names in use for each split. */
const SPLIT_FOLDER_NAMES: Record<Split, readonly string[]> = {
  train: ['train'],
  validation: ['val', 'validation', 'valid'],
  test: ['test'],
};

/** One folder (or pair of folders) and how its pictures are split. */
export interface DatasetPart<Place> {
  /** First part of the ids of its samples; empty for a dataset without split folders. */
  readonly name: string;
  readonly place: Place;
  /** A fixed split, or a split by hash of the sample's own name. */
  readonly split: Split | 'byHash';
}

export interface PartPlan<Place> {
  readonly parts: readonly DatasetPart<Place>[];
  readonly notices: readonly ProblemNotice[];
}

/** Finds the folder of each split; `locate` answers with the place for a folder name if it is there. */
export async function findSplitFolders<Place>(
  locate: (folderName: string) => Promise<Place | undefined>,
): Promise<Partial<Record<Split, Place>>> {
  const found: Partial<Record<Split, Place>> = {};
  for (const split of SPLITS) {
    for (const name of SPLIT_FOLDER_NAMES[split]) {
      const place = found[split] ?? (await locate(name));
      if (place !== undefined) found[split] = place;
    }
  }
  return found;
}

/**
 * Decides the splits: without validation folder the test pictures serve, as in the official scripts; without both, a part
 * of the training pictures. `root` is used in messages. Throws `DataError` if there are splits but none to train on.
 */
export function planParts<Place>(found: Partial<Record<Split, Place>>, flat: Place, root: string): PartPlan<Place> {
  const { train, validation, test } = found;
  if (train === undefined) {
    if (validation === undefined && test === undefined) {
      return {
        parts: [{ name: '', place: flat, split: 'byHash' }],
        notices: [{ code: 'no-validation-folder', file: root }],
      };
    }
    const message = `${root} has pictures for validation or test, but no "train" folder. Add one, or choose another folder.`;
    throw new DataError('no-training-pictures', message, [root]);
  }
  if (validation === undefined && test === undefined) {
    return {
      parts: [{ name: 'train', place: train, split: 'byHash' }],
      notices: [{ code: 'no-validation-folder', file: root }],
    };
  }
  const parts: DatasetPart<Place>[] = [{ name: 'train', place: train, split: 'train' }];
  if (validation !== undefined) parts.push({ name: 'validation', place: validation, split: 'validation' });
  if (test !== undefined)
    parts.push({ name: 'test', place: test, split: validation === undefined ? 'validation' : 'test' });
  return { parts, notices: validation === undefined ? [{ code: 'test-used-for-validation', file: root }] : [] };
}

/** The id, family and split of a picture in a part. `name` is its path inside the part. */
export function placeInSplit(part: DatasetPart<unknown>, name: string, validationFraction: number) {
  const id = part.name === '' ? name : `${part.name}/${name}`;
  return { id, family: id, split: part.split === 'byHash' ? splitByHash(name, validationFraction) : part.split };
}
