/** What can be chosen about an export. */
import { z } from 'zod';
import { conventionSchema } from './convention.ts';

export const EXPORT_TARGETS = ['onnx', 'tfjs', 'savedmodel', 'safetensors'] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

export const PRECISIONS = ['float32', 'float16'] as const;

export const exportSettingsSchema = z.strictObject({
  target: z.enum(EXPORT_TARGETS),
  /** Of the stored weights; the arithmetic is float32 always. */
  precision: z.enum(PRECISIONS),
  convention: conventionSchema,
  /** Reflection padding and instance norm out of slices, means and arithmetic, for runtimes that lack them. */
  basicOps: z.boolean(),
});
export type ExportSettings = z.infer<typeof exportSettingsSchema>;

/** The layout that users of a format expect. */
export const USUAL_LAYOUT = { onnx: 'NCHW', tfjs: 'NHWC', savedmodel: 'NHWC', safetensors: 'NCHW' } as const;
