/** The part of the pipeline document that says which pictures a run learns from. core/data opens them. */
import { z } from 'zod';

const direction = z.enum(['AtoB', 'BtoA']).default('AtoB');
const validationFraction = z.number().gt(0).lt(1).default(0.05);
const folder = z.string().min(1);

const emojiDataset = z.strictObject({
  kind: z.literal('emoji'),
  skinTonesAndFlags: z.boolean().default(true),
});

const sideBySideDataset = z.strictObject({ kind: z.literal('sideBySide'), folder, direction, validationFraction });

const matchedFolderDataset = z.strictObject({
  kind: z.literal('matchedFolder'),
  folder,
  direction,
  validationFraction,
});

const twoFolderDataset = z.strictObject({
  kind: z.literal('twoFolders'),
  folderA: folder,
  folderB: folder,
  direction,
  validationFraction,
});

/**
 * - `emoji`: the built-in edges → emoji pairs.
 * - `sideBySide`: one folder of pictures that hold A (left) and B (right), with train/ val/ test/ inside or flat.
 * - `matchedFolder`: one folder with A/ and B/, or trainA/ trainB/ …; partners have the same name.
 * - `twoFolders`: any two folders; partners have the same name.
 */
export const datasetSettingsSchema = z.discriminatedUnion('kind', [
  emojiDataset,
  sideBySideDataset,
  matchedFolderDataset,
  twoFolderDataset,
]);

export type DatasetSettings = z.infer<typeof datasetSettingsSchema>;
export type EmojiSettings = z.infer<typeof emojiDataset>;
export type SideBySideSettings = z.infer<typeof sideBySideDataset>;
export type MatchedFolderSettings = z.infer<typeof matchedFolderDataset>;
export type TwoFolderSettings = z.infer<typeof twoFolderDataset>;
