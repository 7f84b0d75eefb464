/** Exported models: which ones there are. Their files are behind `exportFileUrl(exportId, name)` in urls.ts. */
import { z } from 'zod';
import { channel, IdSchema, Nothing } from './channel.ts';

const SideSchema = z.int().min(1);

/** An export that a run has on its record and whose model file is still on the disk. */
export const StudioExportSchema = z.strictObject({
  /** Stands for the folder; the same folder keeps its id. */
  exportId: IdSchema,
  runId: IdSchema,
  runName: z.string(),
  /** Finished steps of the checkpoint that it was made from. */
  step: z.number(),
  role: z.enum(['student', 'wider', 'deeper']),
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
  /** How far the file was found from the engine, on the scale −1…1; null: no difference at all. */
  verification: z.strictObject({ runtime: z.string(), maximumError: z.number(), psnrDb: z.number().nullable() }),
});
export type StudioExport = z.infer<typeof StudioExportSchema>;

export const exports = {
  /** Newest first. Exports of deleted runs are left out. */
  list: channel(Nothing, z.array(StudioExportSchema)),
};
