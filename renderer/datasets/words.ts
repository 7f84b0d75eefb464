/** What a person reads about a dataset's settings and size. */
import { datasetSettingsSchema } from '../../core/pipeline/index.ts';
import type { DatasetDescription } from '../../core/protocol/studio/datasets.ts';

export const KIND_NAMES: Readonly<Record<string, string>> = {
  emoji: 'Built in: outlines → emoji',
  sideBySide: 'One picture holds input and target side by side',
  matchedFolder: 'A folder with A and B, partners have the same name',
  twoFolders: 'Two folders, partners have the same name',
  photos: 'Photographs: the inputs are made from them',
  emojiStyles: 'Built in: emoji in two styles, OpenMoji and Noto',
  unpairedFolder: 'A folder with A and B (or trainA, trainB, …), unpaired',
  unpairedTwoFolders: 'Two folders, unpaired',
};

/** What a network learns from photographs alone. */
export const PHOTO_TASK_NAMES = {
  edges: 'edges → photo',
  colour: 'grey → colour',
  sharpen: 'blurred → sharp',
  enlarge: 'low → high resolution',
} as const;

/** Where the pictures lie; undefined for a built-in dataset, or settings that this version cannot read. */
export function folderOf(settings: unknown): string | undefined {
  const parsed = datasetSettingsSchema.safeParse(settings);
  if (!parsed.success) return undefined;
  switch (parsed.data.kind) {
    case 'emoji':
    case 'emojiStyles':
      return undefined;
    case 'sideBySide':
    case 'matchedFolder':
    case 'photos':
    case 'unpairedFolder':
      return parsed.data.folder;
    case 'twoFolders':
    case 'unpairedTwoFolders':
      return `${parsed.data.folderA} and ${parsed.data.folderB}`;
  }
}

/** How many pairs there are in all, with thousands marked. */
export function pairCount({ pairs }: DatasetDescription): string {
  return (pairs.train + pairs.validation + pairs.test).toLocaleString('en');
}
