/** The machine around the studio: compute runtime, clipboard, files, links, and how long a run would take here. */
import { z } from 'zod';
import { PreviewRoleSchema } from '../scalars.ts';
import {
  channel,
  Done,
  DocumentOriginSchema,
  FileReferenceSchema,
  IdSchema,
  Nothing,
  RawDocumentSchema,
} from './channel.ts';

export const DoctorFindingSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.enum(['ok', 'warning', 'problem']),
  detail: z.string(),
  advice: z.string().nullable(),
});
export type DoctorFinding = z.infer<typeof DoctorFindingSchema>;

/** The TensorFlow runtime that a run would use. */
export const RuntimeStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), flavour: z.string(), tensorflowVersion: z.string(), folder: z.string() }),
  z.strictObject({ kind: z.literal('setting-up') }),
  z.strictObject({ kind: z.literal('missing') }),
]);
export type RuntimeState = z.infer<typeof RuntimeStateSchema>;

/** One report on the way to a runtime. Byte counts are null where they are not known. */
export const RuntimeProgressSchema = z.strictObject({
  phase: z.enum(['wait', 'download', 'verify', 'extract', 'compile', 'install', 'ready']),
  message: z.string(),
  doneBytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
});
export type RuntimeSetupProgress = z.infer<typeof RuntimeProgressSchema>;

/** Something on the disk that the file manager can show. */
export const RevealTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('data-folder') }),
  z.strictObject({ kind: z.literal('run'), runId: IdSchema }),
  z.strictObject({ kind: z.literal('checkpoint'), runId: IdSchema, step: z.int().min(0) }),
  z.strictObject({ kind: z.literal('dataset'), datasetId: IdSchema }),
  z.strictObject({ kind: z.literal('file'), fileId: IdSchema }),
]);
export type RevealTarget = z.infer<typeof RevealTargetSchema>;

/** The only pages that the studio opens in the browser. */
export const LINKS = {
  paper: 'https://arxiv.org/abs/2108.06908',
  'authors-code': 'https://github.com/bytedance/OMGD',
  openmoji: 'https://openmoji.org/',
  'openmoji-license': 'https://creativecommons.org/licenses/by-sa/4.0/',
} as const;
export type LinkName = keyof typeof LINKS;
const LinkNameSchema = z.enum(Object.keys(LINKS) as [LinkName, ...LinkName[]]);

/** How long a run would take on this machine. */
export const TimeEstimateSchema = z.strictObject({
  secondsPerStep: z.number(),
  /** null where it depends on the size of a dataset that is not here yet; and so is the time. */
  totalSteps: z.number().nullable(),
  totalSeconds: z.number().nullable(),
  /** `measured`: from runs of this machine, scaled by their MACs; `guessed`: from the number of cores alone. */
  basis: z.enum(['measured', 'guessed']),
});
export type TimeEstimate = z.infer<typeof TimeEstimateSchema>;

const PreviewRequestSchema = z.strictObject({
  runId: IdSchema,
  step: z.int().min(0),
  sampleId: z.string().min(1),
  role: PreviewRoleSchema,
});

const bytes = z.instanceof(Uint8Array);

export const system = {
  /** Takes a few seconds. */
  doctor: channel(Nothing, z.array(DoctorFindingSchema)),
  runtime: channel(Nothing, RuntimeStateSchema),
  /** Sends `runtime-progress` events; answers when it is ready. A second call joins the first. */
  setUpRuntime: channel(Nothing, RuntimeStateSchema),
  reveal: channel(RevealTargetSchema, Done),
  copyText: channel(z.strictObject({ text: z.string().max(1_000_000) }), Done),
  /** A picture that the window has drawn (chart, difference map, wall), as a PNG file. */
  copyImage: channel(z.strictObject({ png: bytes }), Done),
  copyPreview: channel(PreviewRequestSchema, Done),
  /** Asks where to save. null: the person changed their mind. */
  saveFile: channel(
    z.strictObject({
      suggestedName: z.string().min(1).max(200),
      type: z.enum(['png', 'svg', 'csv', 'json', 'html']),
      content: bytes,
    }),
    FileReferenceSchema.nullable(),
  ),
  savePreview: channel(PreviewRequestSchema, FileReferenceSchema.nullable()),
  openLink: channel(z.strictObject({ link: LinkNameSchema }), Done),
  estimateTime: channel(
    z.strictObject({ document: RawDocumentSchema, origin: DocumentOriginSchema }),
    TimeEstimateSchema,
  ),
};
