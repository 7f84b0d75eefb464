/** Exported models: which ones there are. Their files are behind `exportFileUrl(exportId, name)` in urls.ts. */
import { z } from 'zod';
import { KeptRoleSchema } from '../scalars.ts';
import { channel, Done, IdSchema, Nothing } from './channel.ts';

const SideSchema = z.int().min(1);
/** Of the pictures that were used. */
const SizeSchema = z.strictObject({ height: SideSchema, width: SideSchema });

/** How far the file was found from the engine, on the scale −1…1; `psnrDb` null: no difference at all. */
const VerificationSchema = z.object({
  runtime: z.string(),
  pictures: z.number(),
  inputs: z.enum(['held-out', 'noise']),
  maximumError: z.number(),
  meanError: z.number(),
  psnrDb: z.number().nullable(),
  /** null: not measured, in old exports. */
  ssim: z.number().nullable(),
  sizePixels: SizeSchema,
  /** What it had to reach. */
  limit: z.discriminatedUnion('measure', [
    z.strictObject({
      measure: z.literal('maximumError'),
      atMost: z.number(),
      /** What moving every weight by its last bit does, where the network magnifies rounding and the limit comes from that. */
      lastBit: z.number().exactOptional(),
    }),
    z.strictObject({ measure: z.literal('ssim'), atLeast: z.number() }),
  ]),
});
export type StudioVerification = z.infer<typeof VerificationSchema>;

const LatencySchema = z.object({
  medianMs: z.number(),
  p95Ms: z.number(),
  runs: z.number(),
  sizePixels: SizeSchema,
});
export type StudioLatency = z.infer<typeof LatencySchema>;

/** An export that a run has on its record and whose model file is still on the disk. */
export const StudioExportSchema = z.strictObject({
  /** Stands for the folder; the same folder keeps its id. */
  exportId: IdSchema,
  runId: IdSchema,
  runName: z.string(),
  /** Finished steps of the checkpoint that it was made from. */
  step: z.number(),
  role: KeptRoleSchema,
  /** Official name of the architecture. */
  architecture: z.string(),
  ngf: z.number(),
  /** Format: `onnx`, `tfjs`, … */
  target: z.string(),
  /** How weights are stored: `float32`, … */
  precision: z.string(),
  /** Of input and output: what black to white is, and the order of the axes. */
  convention: z.strictObject({ range: z.enum(['-1..1', '0..255']), layout: z.enum(['NCHW', 'NHWC']) }),
  inputChannels: SideSchema,
  outputChannels: SideSchema,
  /** Height and width of every picture must be multiples of this. */
  sizeMultiple: SideSchema,
  /** Edge of the pictures it was trained on. */
  trainedPixels: SideSchema,
  /** The paper's count, for one picture of the trained size. */
  macsPaper: z.number(),
  parameters: z.number(),
  createdMs: z.number(),
  /** Last part of the folder's path, for people to read. */
  folderName: z.string(),
  mainFile: z.string(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  verification: VerificationSchema,
  /** In that runtime, one picture of the trained size; null: not timed. */
  latency: LatencySchema.nullable(),
});
export type StudioExport = z.infer<typeof StudioExportSchema>;

/** What an export that is being made has come to. Every kind but the first follows once the one before it is done. */
export const ExportProgressSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('writing') }),
  z.strictObject({ kind: z.literal('written'), bytes: z.number() }),
  z.strictObject({ kind: z.literal('verifying'), done: z.number(), total: z.number() }),
  z.strictObject({ kind: z.literal('verified'), verification: VerificationSchema }),
  z.strictObject({ kind: z.literal('measuring') }),
  z.strictObject({ kind: z.literal('measured'), latency: LatencySchema.nullable() }),
]);
export type StudioExportProgress = z.infer<typeof ExportProgressSchema>;

/** A few lines of code that load the file. */
export const SnippetSchema = z.strictObject({
  language: z.enum(['js', 'python']),
  needs: z.string(),
  code: z.string(),
});
export type StudioSnippet = z.infer<typeof SnippetSchema>;

const ExportRequestSchema = z.strictObject({ exportId: IdSchema });

export const exports = {
  /** Newest first. Exports of deleted runs are left out. */
  list: channel(Nothing, z.array(StudioExportSchema)),
  /**
   * Makes an export; sends `export-progress` events and answers when it is kept. One at a time. `step`: the checkpoint;
   * default: the latest one.
   */
  start: channel(
    z.strictObject({
      runId: IdSchema,
      role: KeptRoleSchema,
      step: z.int().min(0).optional(),
      /** `exportSettingsSchema` of core/pipeline. */
      settings: z.record(z.string(), z.unknown()),
    }),
    StudioExportSchema,
  ),
  /** Ends the export that is being made; nothing of it is kept. */
  stop: channel(Nothing, Done),
  reveal: channel(ExportRequestSchema, Done),
  snippets: channel(ExportRequestSchema, z.array(SnippetSchema)),
  /** The Python that TFLite needs; null: there is none with TensorFlow. */
  tensorFlowPython: channel(Nothing, z.strictObject({ program: z.string(), version: z.string() }).nullable()),
};
