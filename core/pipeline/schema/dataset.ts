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

/** What is made from a photograph as the input, so that the network learns the way back. */
const photoTask = z.enum(['edges', 'colour', 'sharpen', 'enlarge']);

const photoDataset = z.strictObject({
  kind: z.literal('photos'),
  folder,
  task: photoTask.default('edges'),
  edgeSmoothing: z.number().min(0).max(10).default(1.4),
  edgeDetail: z.number().gt(0).lt(1).default(0.2),
  blurRadius: z.number().gt(0).max(20).default(2),
  shrinkFactor: z.int().min(2).max(16).default(4),
  validationFraction,
});

const emojiStylesDataset = z.strictObject({ kind: z.literal('emojiStyles'), direction });

const unpairedFolderDataset = z.strictObject({
  kind: z.literal('unpairedFolder'),
  folder,
  direction,
  validationFraction,
});

const unpairedTwoFolderDataset = z.strictObject({
  kind: z.literal('unpairedTwoFolders'),
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
 * - `photos`: one folder of photographs; inputs are made from them.
 * - `emojiStyles`: the built-in emoji in two styles, OpenMoji (A) and Noto (B). They are pairs, which unpaired training
 *   does not use and evaluation does.
 * - `unpairedFolder`: one folder with A/ and B/, or trainA/ trainB/ …, whose pictures do not belong together.
 * - `unpairedTwoFolders`: any two folders whose pictures do not belong together.
 *
 * Unpaired training takes any of them; paired training all but the last two.
 */
export const datasetSettingsSchema = z.discriminatedUnion('kind', [
  emojiDataset,
  sideBySideDataset,
  matchedFolderDataset,
  twoFolderDataset,
  photoDataset,
  emojiStylesDataset,
  unpairedFolderDataset,
  unpairedTwoFolderDataset,
]);

export type DatasetSettings = z.infer<typeof datasetSettingsSchema>;
export type EmojiSettings = z.infer<typeof emojiDataset>;
export type SideBySideSettings = z.infer<typeof sideBySideDataset>;
export type MatchedFolderSettings = z.infer<typeof matchedFolderDataset>;
export type PhotoSettings = z.infer<typeof photoDataset>;
export type TwoFolderSettings = z.infer<typeof twoFolderDataset>;
export type EmojiStylesSettings = z.infer<typeof emojiStylesDataset>;
export type UnpairedFolderSettings = z.infer<typeof unpairedFolderDataset>;
export type UnpairedTwoFolderSettings = z.infer<typeof unpairedTwoFolderDataset>;
