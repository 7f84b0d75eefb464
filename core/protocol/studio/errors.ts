/** What can go wrong between window and main process, beside the errors of runs and store in ../errorCodes.ts. */
import { z } from 'zod';
import { ERRORS, type ErrorText } from '../errorCodes.ts';

export const STUDIO_ERRORS = {
  'request-refused': {
    title: 'The request was refused',
    sentence: 'The window asked for something in a form that the studio does not accept.',
    action: 'This is a fault in OMGD Studio: report the details.',
  },
  'file-unreadable': {
    title: 'The file cannot be read',
    sentence: 'It was moved, deleted, or may not be read.',
    action: 'Check that it is there, or open another one.',
  },
  'file-no-pipeline': {
    title: 'The file cannot be opened as a pipeline',
    sentence: 'It is no pipeline document, or one with mistakes.',
    action:
      'Choose a file that the studio has saved (.omgd.json), or correct this one in a text editor and open it again.',
  },
  'file-unwritable': {
    title: 'The file cannot be written',
    sentence: 'Its folder is gone, full, or may not be written to.',
    action: 'Save under another name or in another folder.',
  },
  'picture-missing': {
    title: 'The picture is not there',
    sentence: 'The run or dataset does not hold a picture of this step and sample.',
    action: 'Choose another step or sample.',
  },
  'runtime-setup-failed': {
    title: 'The compute runtime could not be set up',
    sentence: 'Downloading or building it failed.',
    action: 'Read the details, correct what they name, and try again.',
  },
  'export-changed': {
    title: 'The exported model is not what it was',
    sentence: 'A file of the export is gone, or was changed since it was exported and checked.',
    action: 'Export the model again.',
  },
  'export-failed': {
    title: 'The model was not exported',
    sentence: 'The file was not kept, because it could not be written or does not match the engine.',
    action: 'Nothing was kept.',
  },
  'export-busy': {
    title: 'An export is being made',
    sentence: 'Models are exported one at a time.',
    action: 'Wait until it is done, or stop it.',
  },
  'export-stopped': {
    title: 'Stopped',
    sentence: 'The export was stopped; nothing was kept.',
    action: 'Start it again when you like.',
  },
  'work-busy': {
    title: 'One thing at a time',
    sentence: 'The studio is evaluating, measuring or packing something already.',
    action: 'Wait until it is done, or stop it.',
  },
  'work-stopped': {
    title: 'Stopped',
    sentence: 'It was stopped before its end; nothing of it was kept.',
    action: 'Start it again when you like.',
  },
  'bundle-unusable': {
    title: 'The bundle cannot be used',
    sentence: 'It is damaged, of another version, or no bundle of a run.',
    action: 'Nothing was added.',
  },
  'download-failed': {
    title: 'The download failed',
    sentence: 'The file could not be fetched from its server.',
    action: 'Read what happened, then start it again: it goes on where it stopped.',
  },
  'archive-unusable': {
    title: 'The archive cannot be used',
    sentence: 'It is damaged, or holds what no dataset should hold.',
    action: 'Start the download again, or get the archive elsewhere.',
  },
  'weights-unusable': {
    title: 'The weights file cannot be used',
    sentence: 'It is damaged, holds other weights, or is of a kind that the studio does not read.',
    action: 'Choose another file, or get this one again.',
  },
  'sweep-unusable': {
    title: 'The sweep cannot be started',
    sentence: 'None of its runs can be trained as it is.',
    action: 'Change what it varies, or its budget.',
  },
  'cluster-unusable': {
    title: 'The cluster cannot be used',
    sentence: 'It does not answer, or not as it should.',
    action: 'Test it in the settings.',
  },
  'target-missing': {
    title: 'There is no such compute target',
    sentence: 'It was removed from the settings.',
    action: 'Choose another place to compute.',
  },
  'sweep-not-active': {
    title: 'Nobody works on the sweep',
    sentence: 'It was stopped, or has ended.',
    action: 'Resume it.',
  },
  'run-not-active': {
    title: 'The run is not active',
    sentence: 'It is neither waiting nor being worked on by this window.',
    action: 'Resume it, or act on it in the program that runs it.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;

/** Every error that the window can be told, as data. */
export const ALL_ERRORS = { ...ERRORS, ...STUDIO_ERRORS } as const;
export type StudioErrorCode = keyof typeof ALL_ERRORS;
export const StudioErrorCodeSchema = z.enum(Object.keys(ALL_ERRORS) as [StudioErrorCode, ...StudioErrorCode[]]);

export const StudioErrorSchema = z.strictObject({
  code: StudioErrorCodeSchema,
  title: z.string(),
  /** Whole sentences: what happened and where. */
  message: z.string(),
  /** What the user can do about it. */
  action: z.string(),
  /** Technical details for the fold below; '' if there are none. */
  details: z.string(),
});
export type StudioError = z.infer<typeof StudioErrorSchema>;

/** What every channel answers: errors cross the border as data, never thrown. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: StudioError };

/** The schema of a result whose value is `value`. */
export function resultSchema<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: StudioErrorSchema }),
  ]);
}
