/** Runs on their way between machines: a run in one zip archive. */
import { z } from 'zod';
import { channel, Done, FileReferenceSchema, IdSchema, Nothing } from './channel.ts';

export const SavedBundleSchema = z.strictObject({
  file: FileReferenceSchema,
  bytes: z.number(),
  /** Files that were gone or changed, by name. */
  leftOut: z.array(z.string()),
});
export type SavedBundle = z.infer<typeof SavedBundleSchema>;

const OpenedBundleSchema = z.strictObject({ runId: IdSchema, name: z.string() });

export const bundles = {
  /** Asks where to save; sends `bundle-progress` events. null: the person changed their mind. */
  save: channel(z.strictObject({ runId: IdSchema }), SavedBundleSchema.nullable()),
  /** Asks for a bundle and adds its run to the history; sends `bundle-progress`. null: the person changed their mind. */
  open: channel(Nothing, OpenedBundleSchema.nullable()),
  /** The same for a bundle of a `bundle-dropped` event. */
  openDropped: channel(z.strictObject({ fileId: IdSchema }), OpenedBundleSchema),
  /** Ends what is being done; nothing of it is kept. */
  stop: channel(Nothing, Done),
};
