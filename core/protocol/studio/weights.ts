/**
 * Weights files that a generator can start from: chosen, and looked at before they are used. And the library of the
 * networks that losses and metrics look through.
 */
import { z } from 'zod';
import { LIBRARY_IDS } from '../libraryIds.ts';
import { InstallProgressSchema } from './catalogue.ts';
import { channel, Done, DocumentOriginSchema, IdSchema, Nothing, RawDocumentSchema } from './channel.ts';

/** The generator that a file's weights fit, as the fields of a pipeline document. */
const FittingGeneratorSchema = z.strictObject({
  architecture: z.string(),
  ngf: z.number(),
  norm: z.enum(['batch', 'instance']),
  inputChannels: z.number(),
  outputChannels: z.number(),
  /** Of a pruned network: output channels by layer. */
  widths: z.record(z.string(), z.number()).nullable(),
});

/** The same of a discriminator. */
const FittingDiscriminatorSchema = z.strictObject({
  architecture: z.string(),
  ndf: z.number(),
  /** Of `n_layers`. */
  nLayers: z.number().nullable(),
  inputChannels: z.number(),
});

const FileInspectionSchema = z.strictObject({
  /** Absolute. */
  file: z.string().min(1),
  sha256: z.string(),
  /** For people, e.g. "PyTorch (zip container)". */
  format: z.string(),
  /** null: the file holds no generator that fits. */
  generator: FittingGeneratorSchema.nullable(),
  /** null: the file holds no discriminator that fits. */
  discriminator: FittingDiscriminatorSchema.nullable(),
  /** Whether it fits any known network. */
  isRecognised: z.boolean(),
  /** The network that was recognised, or what does not fit, with a table. */
  verdict: z.string(),
  /** What was renamed or left out. */
  notes: z.array(z.string()),
});
export type FileInspection = z.infer<typeof FileInspectionSchema>;

export const WeightsInspectionSchema = FileInspectionSchema.extend({
  /** The other networks of a CycleGAN that were found beside it, with the setting that starts from each. */
  siblings: z.array(
    z.strictObject({
      setting: z.enum(['cycle.backward', 'cycle.discriminator', 'cycle.backwardDiscriminator']),
      inspection: FileInspectionSchema,
    }),
  ),
});
export type WeightsInspection = z.infer<typeof WeightsInspectionSchema>;

export const LibraryIdSchema = z.enum(LIBRARY_IDS);

export const LibraryWeightsSchema = z.strictObject({
  id: LibraryIdSchema,
  title: z.string(),
  purpose: z.string(),
  terms: z.string(),
  address: z.string(),
  /** Of the published file; null where its publisher does not tell. */
  aboutBytes: z.number().nullable(),
  /** `partial`: a download was stopped and can go on. */
  state: z.enum(['absent', 'partial', 'installed']),
  installed: z
    .strictObject({
      bytes: z.number(),
      sha256: z.string(),
      /** The address or the file that it came from. */
      origin: z.string(),
      addedMs: z.number(),
      /** Whether the checksum is the published one; else it is only recorded. */
      isPublished: z.boolean(),
    })
    .nullable(),
  /** Of a download that is on its way; null if there is none. */
  progress: InstallProgressSchema.nullable(),
  /** Runs that look through it, newest first. */
  runs: z.array(z.strictObject({ runId: IdSchema, name: z.string() })),
});
export type LibraryWeights = z.infer<typeof LibraryWeightsSchema>;

/** A held-out pair and what a generator makes of its input, as PNG files. */
export const PairPicturesSchema = z.strictObject({
  sampleId: z.string(),
  input: z.instanceof(Uint8Array),
  output: z.instanceof(Uint8Array),
  target: z.instanceof(Uint8Array),
});
export type PairPictures = z.infer<typeof PairPicturesSchema>;

const LibraryRequestSchema = z.strictObject({ id: LibraryIdSchema });

export const weights = {
  /** Asks for a weights file and looks at it. null: the person changed their mind. */
  pick: channel(Nothing, WeightsInspectionSchema.nullable()),
  /**
   * What the generator makes of a few held-out pictures with the weights it would start from. null: another preview was
   * asked for meanwhile.
   */
  preview: channel(
    z.strictObject({
      document: RawDocumentSchema,
      origin: DocumentOriginSchema,
      role: z.enum(['wider', 'deeper', 'student']),
    }),
    z.array(PairPicturesSchema).nullable(),
  ),
  library: channel(Nothing, z.array(LibraryWeightsSchema)),
  /** Downloads and verifies; sends `weights-progress` events. Answers when that is over. */
  download: channel(LibraryRequestSchema, z.strictObject({ kind: z.enum(['installed', 'stopped']) })),
  /** What was downloaded stays, and the next `download` goes on there. */
  stop: channel(LibraryRequestSchema, Done),
  /** Asks for a file and copies it in. False: the person changed their mind. */
  add: channel(LibraryRequestSchema, z.boolean()),
  remove: channel(LibraryRequestSchema, Done),
  /** Reads the whole file again: whether it still is what was recorded. */
  check: channel(LibraryRequestSchema, z.boolean()),
};
