/**
 * `omgd-split.json`: which pictures of a folder without train/ and val/ teach, which watch, which are kept for the end.
 * It lies in the folder itself, so that studio, command line and other machines agree.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { DataError, errorText } from '../dataError.ts';
import { SPLITS, type PairListing, type PairSample } from '../pairSource.ts';

const splitFileSchema = z.strictObject({
  version: z.literal(1),
  /** Ids of the samples. */
  splits: z.strictObject({ train: z.array(z.string()), validation: z.array(z.string()), test: z.array(z.string()) }),
  /** Near-duplicates, which are in one split. */
  families: z.array(z.array(z.string())),
});
export type SplitFile = z.infer<typeof splitFileSchema>;

export function splitFilePath(root: string): string {
  return path.join(root, 'omgd-split.json');
}

/** Throws `DataError` if the folder cannot be written to. */
export async function writeSplitFile(root: string, content: SplitFile): Promise<void> {
  try {
    await atomicWrite(splitFilePath(root), `${JSON.stringify(content, null, 1)}\n`);
  } catch (error) {
    const message = `The split cannot be written to ${splitFilePath(root)} (${errorText(error)}).`;
    throw new DataError('options-invalid', message, [root], error);
  }
}

/**
 * The listing of a folder that has no splits of its own, with the splits of its split file, if it has one. Pictures that
 * came later keep the split of their name. Throws `DataError` for a file that cannot be understood.
 */
export async function withSplitFile(root: string, listing: PairListing): Promise<PairListing> {
  const isSplitByName = listing.notices.some(({ code }) => code === 'no-validation-folder');
  const content = isSplitByName ? await readSplitFile(root) : undefined;
  if (content === undefined) return listing;
  const notices = listing.notices.filter(({ code }) => code !== 'no-validation-folder');
  return {
    samples: withSplits(listing.samples, content),
    notices: [...notices, { code: 'split-file-used', file: splitFilePath(root) }],
  };
}

/** The samples with the split and the family that the file gives them. */
export function withSplits(samples: readonly PairSample[], content: SplitFile): PairSample[] {
  const splitOf = new Map(SPLITS.flatMap((split) => content.splits[split].map((id) => [id, split] as const)));
  const familyOf = new Map(
    content.families.flatMap(([first, ...others]) => [first, ...others].map((id) => [id, first])),
  );
  return samples.map((sample): PairSample => {
    const split = splitOf.get(sample.id) ?? sample.split;
    return { ...sample, split, family: familyOf.get(sample.id) ?? sample.family };
  });
}

async function readSplitFile(root: string): Promise<SplitFile | undefined> {
  const file = splitFilePath(root);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return splitFileSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${file} cannot be understood. Make the split again, or delete the file.`;
    throw new DataError('layout-unknown', message, [file], error);
  }
}
