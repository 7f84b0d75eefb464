/** The shape of every source of picture pairs: where pairs come from, under which licence, in which split. */
import { SplitSchema, type Split } from '../protocol/scalars.ts';
import type { Derivation } from './derive/deriveInput.ts';
import type { ProblemNotice } from './problems.ts';

export const SPLITS = SplitSchema.options;
export type { Split };

/** Input and target, the direction (A→B or B→A) already applied. */
export type Side = 'input' | 'target';

/**
 * Where the two pictures of a pair lie, or (`single`) one picture that has no partner. Paths are absolute; a drawing in a
 * sheet of many has its id behind a `#`.
 */
export type PairPictures =
  | { readonly layout: 'single'; readonly side: Side; readonly file: string }
  | { readonly layout: 'separate'; readonly inputFile: string; readonly targetFile: string }
  | { readonly layout: 'sideBySide'; readonly file: string; readonly inputSide: 'left' | 'right' }
  /** The target is the photograph in the file, the input is made from it. */
  | { readonly layout: 'derived'; readonly file: string; readonly derivation: Derivation };

/** One pair, or one picture of an unpaired dataset. Plain data, so it crosses thread and process borders. */
export interface PairSample {
  /** Stable: depends on the dataset's own names only, not on order, platform or where the dataset lies. */
  readonly id: string;
  /** Near-duplicates share a family, and a family never straddles train and validation. */
  readonly family: string;
  readonly split: Split;
  readonly pictures: PairPictures;
}

export interface DatasetLicense {
  readonly name: string;
  readonly url?: string;
  /** The sentence to show wherever pictures made with the dataset are shown. */
  readonly attribution: string;
}

export interface PairListing {
  /** Sorted by id. */
  readonly samples: readonly PairSample[];
  /** What was noticed while listing: files without partner, missing splits, formats that cannot be read. */
  readonly notices: readonly ProblemNotice[];
}

export interface PairSource {
  readonly kind: string;
  /** For people. */
  readonly name: string;
  readonly license?: DatasetLicense;
  /** True if the pictures come with the program and its tests have opened them all: validation need not do it again. */
  readonly shipped: boolean;
  /** Lists pairs without opening pictures. Throws `DataError` if the folder or its layout cannot be used at all. */
  list(): Promise<PairListing>;
}

/** The files a pair is read from. */
export function filesOf(pictures: PairPictures): readonly string[] {
  if (pictures.layout === 'single') return [pictures.file];
  return pictures.layout === 'separate' ? [pictures.inputFile, pictures.targetFile] : [pictures.file];
}

/** The samples that have a picture of a side: all pairs do. */
export function withSide(samples: readonly PairSample[], side: Side): PairSample[] {
  return samples.filter(({ pictures }) => pictures.layout !== 'single' || pictures.side === side);
}

/**
 * Unpaired pictures side by side, to be looked at or measured as sets: the first input with the first target, and so on,
 * as many as both sides have. Pairs stay as they are.
 */
export function zipSides(samples: readonly PairSample[]): PairSample[] {
  const pairs = samples.filter(({ pictures }) => pictures.layout !== 'single');
  const files = (side: Side) =>
    samples.flatMap(({ id, family, split, pictures }) =>
      pictures.layout === 'single' && pictures.side === side ? [{ id, family, split, file: pictures.file }] : [],
    );
  const targets = files('target');
  const zipped = files('input').flatMap(({ file, ...input }, index): PairSample[] => {
    const target = targets[index];
    if (!target) return [];
    return [{ ...input, pictures: { layout: 'separate', inputFile: file, targetFile: target.file } }];
  });
  return [...pairs, ...zipped];
}

/** Order by id in UTF-16 code units, the same on every platform and in every locale. */
export function byId(first: { readonly id: string }, second: { readonly id: string }): number {
  if (first.id === second.id) return 0;
  return first.id < second.id ? -1 : 1;
}
