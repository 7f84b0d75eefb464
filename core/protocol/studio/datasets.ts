/** Datasets: what is there, a first look, a full check, and import from a folder. */
import { z } from 'zod';
import { SplitSchema } from '../scalars.ts';
import { channel, Done, DocumentOriginSchema, IdSchema, Nothing } from './channel.ts';

/** The `dataset` part of a pipeline document; core/pipeline's `datasetSettingsSchema` reads it. */
export const RawDatasetSettingsSchema = z.looseObject({ kind: z.string() });
export type RawDatasetSettings = z.infer<typeof RawDatasetSettingsSchema>;

const SplitCountsSchema = z.strictObject({ train: z.number(), validation: z.number(), test: z.number() });

/** One pair to look at: its pictures are behind `datasetPictureUrl(datasetId, sampleId, 'a' | 'b')` in urls.ts. */
export const DatasetSampleSchema = z.strictObject({
  sampleId: z.string(),
  split: SplitSchema,
});

/** A first look, without opening every file. */
export const DatasetDescriptionSchema = z.strictObject({
  /** Stands for the settings with absolute folders; the same settings have the same id. */
  datasetId: IdSchema,
  kind: z.string(),
  name: z.string(),
  /** With absolute folders: ready for a pipeline document. */
  settings: RawDatasetSettingsSchema,
  license: z.strictObject({ name: z.string(), url: z.string().nullable(), attribution: z.string() }).nullable(),
  pairs: SplitCountsSchema,
  /** What divides it: folders of its own, the names of the pictures, or the split file in its folder. */
  dividedBy: z.enum(['folders', 'names', 'file']),
  /** Spread over the dataset, the same ones every time. */
  samples: z.array(DatasetSampleSchema),
});
export type DatasetDescription = z.infer<typeof DatasetDescriptionSchema>;

/** A dataset that the studio knows by name. `description` is null while its folder cannot be read; `problem` says why. */
export const KnownDatasetSchema = z.strictObject({
  datasetId: IdSchema,
  name: z.string(),
  isBuiltIn: z.boolean(),
  settings: RawDatasetSettingsSchema,
  addedMs: z.number().nullable(),
  description: DatasetDescriptionSchema.nullable(),
  problem: z.string().nullable(),
});
export type KnownDataset = z.infer<typeof KnownDatasetSchema>;

/** One kind of problem and the files that have it. */
export const DatasetProblemSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  title: z.string(),
  action: z.string(),
  count: z.number(),
  places: z.array(z.strictObject({ file: z.string(), detail: z.string().nullable() })),
});
export type DatasetProblem = z.infer<typeof DatasetProblemSchema>;

const PictureSizeSchema = z.strictObject({ width: z.number(), height: z.number() });

/** What a full check found: every file opened and decoded. */
export const DatasetReportSchema = z.strictObject({
  datasetId: IdSchema,
  name: z.string(),
  foundPairs: z.number(),
  usablePairs: SplitCountsSchema,
  excludedPairs: z.number(),
  /** Worst first. */
  problems: z.array(DatasetProblemSchema),
  smallest: PictureSizeSchema.nullable(),
  largest: PictureSizeSchema.nullable(),
  elapsedMs: z.number(),
});
export type DatasetReport = z.infer<typeof DatasetReportSchema>;

/** What a folder could be: every reading of it that finds pairs, the most likely one first. Nothing is written. */
export const FolderInspectionSchema = z.strictObject({
  folder: z.string(),
  readings: z.array(z.strictObject({ title: z.string(), description: DatasetDescriptionSchema })),
  /** Why there is no reading; null if there is one. */
  problem: z.string().nullable(),
});
export type FolderInspection = z.infer<typeof FolderInspectionSchema>;

/** How a dataset would be divided, before anything is written. */
export const SplitPlanSchema = z.strictObject({
  /** Where it will be written. */
  file: z.string(),
  pairs: SplitCountsSchema,
  /** Groups of near-duplicates that stay together: how many, and the ids of some. */
  familyCount: z.number(),
  families: z.array(z.array(z.string())),
});
export type SplitPlan = z.infer<typeof SplitPlanSchema>;

const DatasetRequestSchema = z.strictObject({ datasetId: IdSchema });

const SettingsRequestSchema = z.strictObject({ settings: RawDatasetSettingsSchema, origin: DocumentOriginSchema });

export const datasets = {
  /** The built-in ones first, then by name. */
  list: channel(Nothing, z.array(KnownDatasetSchema)),
  describe: channel(SettingsRequestSchema, DatasetDescriptionSchema),
  /** Opens every file; sends `dataset-progress` events. */
  validate: channel(SettingsRequestSchema.extend({ cropSize: z.int().min(8).max(2048) }), DatasetReportSchema),
  /** Asks for a folder and looks at it. null: the person changed their mind. */
  pickFolder: channel(Nothing, FolderInspectionSchema.nullable()),
  /** Asks for two folders, one after the other. null: the person changed their mind. */
  pickTwoFolders: channel(Nothing, FolderInspectionSchema.nullable()),
  /** Adds a dataset that was described or inspected before. */
  import: channel(z.strictObject({ datasetId: IdSchema, name: z.string().min(1).max(200) }), KnownDatasetSchema),
  /** Forgets it; its files stay. */
  remove: channel(DatasetRequestSchema, Done),
  /** Looks for near-duplicates and divides, in mind only; sends `split-progress` events. null: it was stopped. */
  planSplit: channel(
    DatasetRequestSchema.extend({ validation: z.number().gt(0).lt(1), test: z.number().min(0).lt(1) }),
    SplitPlanSchema.nullable(),
  ),
  stopSplit: channel(DatasetRequestSchema, Done),
  /** Writes what was planned last for the dataset into its folder. */
  writeSplit: channel(DatasetRequestSchema, DatasetDescriptionSchema),
};
