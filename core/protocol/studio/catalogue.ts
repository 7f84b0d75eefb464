/** The catalogue of datasets: what can be had, under which terms, and a download on its way. */
import { z } from 'zod';
import { channel, Done, FileReferenceSchema, IdSchema, Nothing } from './channel.ts';
import { DatasetReportSchema, KnownDatasetSchema } from './datasets.ts';

export const InstallProgressSchema = z.strictObject({
  phase: z.enum(['waiting', 'connecting', 'receiving', 'retrying', 'verifying', 'unpacking', 'checking']),
  /** From 0 to 1; null while nobody knows. */
  fraction: z.number().nullable(),
  /** Of the download; kept through the later phases. */
  doneBytes: z.number(),
  totalBytes: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Pictures unpacked or checked; while a connection is retried, why. */
  detail: z.string(),
});
export type InstallProgress = z.infer<typeof InstallProgressSchema>;

export const CatalogueDatasetSchema = z.strictObject({
  id: IdSchema,
  name: z.string(),
  /** What is learnt: input → target. */
  task: z.string(),
  pairing: z.enum(['paired', 'unpaired']),
  pictures: z.string(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('builtIn') }),
    z.strictObject({
      kind: z.literal('download'),
      address: z.string(),
      /** Roughly; null: not known. */
      aboutBytes: z.number().nullable(),
      limitBytes: z.number(),
    }),
    z.strictObject({ kind: z.literal('ownArchives'), page: z.string(), archives: z.array(z.string()).readonly() }),
  ]),
  terms: z.strictObject({ summary: z.string(), text: z.string(), page: z.string(), attribution: z.string() }),
  /** `partial`: a download was stopped and can go on. */
  state: z.enum(['builtIn', 'absent', 'partial', 'installed']),
  /** Of a download that is on its way; null if there is none. */
  progress: InstallProgressSchema.nullable(),
});
export type CatalogueDataset = z.infer<typeof CatalogueDatasetSchema>;

/** How an `install` ended, if nothing went wrong. */
const InstallOutcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stopped') }),
  z.strictObject({
    kind: z.literal('installed'),
    dataset: KnownDatasetSchema,
    report: DatasetReportSchema,
  }),
]);
export type InstallOutcome = z.infer<typeof InstallOutcomeSchema>;

/** Making pairs of Cityscapes: archives are unpacked from 0 to 1, pairs are counted. */
export const CityscapesProgressSchema = z.strictObject({
  phase: z.enum(['unpacking', 'preparing']),
  done: z.number(),
  total: z.number(),
});
export type CityscapesProgress = z.infer<typeof CityscapesProgressSchema>;

/** What would come of a copy of Cityscapes: how many pairs, and a few of them as PNG files. */
export const CityscapesLookSchema = z.strictObject({
  train: z.number(),
  test: z.number(),
  /** What archives take on the disk while the pairs are made; 0 where both are folders. */
  unpackedBytes: z.number(),
  samples: z.array(z.instanceof(Uint8Array)),
});
export type CityscapesLook = z.infer<typeof CityscapesLookSchema>;

const CityscapesCopySchema = z.strictObject({ labelsId: IdSchema, photosId: IdSchema });

const EntrySchema = z.strictObject({ id: IdSchema });

export const catalogue = {
  list: channel(Nothing, z.array(CatalogueDatasetSchema)),
  /** Downloads, unpacks and checks; sends `install-progress` events. Answers when that is over. */
  install: channel(EntrySchema.extend({ termsAccepted: z.literal(true) }), InstallOutcomeSchema),
  /** What was downloaded stays, and the next `install` goes on there. */
  stop: channel(EntrySchema, Done),
  /** Asks for a part of Cityscapes: a folder, or its archive as it was downloaded. null: the person changed their mind. */
  pickCityscapes: channel(
    z.strictObject({ part: z.enum(['labels', 'photos']), as: z.enum(['folder', 'archive']) }),
    FileReferenceSchema.nullable(),
  ),
  /** Writes nothing: archives are only listed. */
  lookAtCityscapes: channel(CityscapesCopySchema, CityscapesLookSchema),
  /** Makes the pairs in the data folder and lists them; sends `cityscapes-progress` events. null: it was stopped. */
  makeCityscapes: channel(CityscapesCopySchema, KnownDatasetSchema.nullable()),
  stopCityscapes: channel(Nothing, Done),
  /** Opens the page with the terms in the browser. */
  openTerms: channel(EntrySchema, Done),
};
