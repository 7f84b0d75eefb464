/** Pipeline files: open, save, recents, the draft that survives a crash, and checks that need the disk. */
import { z } from 'zod';
import { ComputeTargetSchema } from '../computeTarget.ts';
import {
  channel,
  Done,
  DocumentOriginSchema,
  FileReferenceSchema,
  IdSchema,
  Nothing,
  RawDocumentSchema,
} from './channel.ts';

/** Positions and folds of the canvas: the editor's own business, kept beside the document and not in it. */
export const CanvasStateSchema = z.record(z.string(), z.unknown());
export type CanvasState = z.infer<typeof CanvasStateSchema>;

/** A file that was read and is a valid pipeline. */
export const OpenedPipelineSchema = z.strictObject({
  file: FileReferenceSchema,
  /** Complete: every default filled in. */
  document: RawDocumentSchema,
  canvas: CanvasStateSchema.nullable(),
});
export type OpenedPipeline = z.infer<typeof OpenedPipelineSchema>;

export const RecentPipelineSchema = z.strictObject({
  file: FileReferenceSchema,
  openedMs: z.number(),
  /** False if the file is gone. */
  exists: z.boolean(),
});
export type RecentPipeline = z.infer<typeof RecentPipelineSchema>;

/** The unsaved state of the editor. */
export const DraftSchema = z.strictObject({
  document: RawDocumentSchema,
  canvas: CanvasStateSchema.nullable(),
  origin: DocumentOriginSchema,
});
export type Draft = z.infer<typeof DraftSchema>;

export const SavedDraftSchema = DraftSchema.extend({
  savedMs: z.number(),
  /** The file that the draft changes, if it comes from one. */
  file: FileReferenceSchema.nullable(),
});
export type SavedDraft = z.infer<typeof SavedDraftSchema>;

/** What is wrong or doubtful in a document, here with all that needs the disk: folders, weights, pairs. */
export const CheckFindingSchema = z.strictObject({
  /** Dotted path of the field; '' for the document as a whole. */
  path: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
});
export type CheckFinding = z.infer<typeof CheckFindingSchema>;

const SaveRequestSchema = z.strictObject({ document: RawDocumentSchema, canvas: CanvasStateSchema.nullable() });

export const pipelines = {
  /** Asks for a file and reads it. null: the person changed their mind. */
  open: channel(Nothing, OpenedPipelineSchema.nullable()),
  openRecent: channel(z.strictObject({ fileId: IdSchema }), OpenedPipelineSchema),
  /** Writes the file again. */
  save: channel(SaveRequestSchema.extend({ fileId: IdSchema }), FileReferenceSchema),
  /** Asks where to save. null: the person changed their mind. */
  saveAs: channel(SaveRequestSchema.extend({ suggestedName: z.string().max(200) }), FileReferenceSchema.nullable()),
  /** Last used first. */
  recents: channel(Nothing, z.array(RecentPipelineSchema)),
  clearRecents: channel(Nothing, Done),
  saveDraft: channel(DraftSchema, Done),
  /** The draft of the last time, if there is one. */
  loadDraft: channel(Nothing, SavedDraftSchema.nullable()),
  discardDraft: channel(Nothing, Done),
  /** Asks for a file or folder that a setting names, without looking at it. null: the person changed their mind. */
  pickPath: channel(z.strictObject({ what: z.enum(['segmentationNetwork', 'labelFolder']) }), z.string().nullable()),
  /** Everything that core/pipeline checks, and what needs the disk. May take seconds on a large dataset. */
  check: channel(
    z.strictObject({ document: RawDocumentSchema, origin: DocumentOriginSchema, target: ComputeTargetSchema }),
    z.array(CheckFindingSchema),
  ),
};
