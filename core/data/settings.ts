/** Which dataset a run uses: a part of the pipeline document, which is where it is defined. */
export { datasetSettingsSchema } from '../pipeline/schema/dataset.ts';
export type {
  DatasetSettings,
  EmojiSettings,
  EmojiStylesSettings,
  MatchedFolderSettings,
  PhotoSettings,
  SideBySideSettings,
  TwoFolderSettings,
  UnpairedFolderSettings,
  UnpairedTwoFolderSettings,
} from '../pipeline/schema/dataset.ts';
