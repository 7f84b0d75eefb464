/** What can be chosen about exported models, and the part of the pipeline document that names those made when a run ends. */
import { z } from 'zod';

export const EXPORT_TARGETS = ['onnx', 'tfjs', 'savedmodel', 'safetensors', 'tflite'] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

/**
 * `float16` and `int8`: how the weights are stored; the arithmetic stays float32. `int8-static`: convolutions computed in
 * whole numbers, with ranges measured on pictures of the dataset (ONNX only).
 */
export const PRECISIONS = ['float32', 'float16', 'int8', 'int8-static'] as const;
export type Precision = (typeof PRECISIONS)[number];

export const RANGES = ['-1..1', '0..255'] as const;
export const LAYOUTS = ['NCHW', 'NHWC'] as const;

export const conventionSchema = z.strictObject({
  /** Of input and output alike; the scaling is part of the graph. */
  range: z.enum(RANGES),
  layout: z.enum(LAYOUTS),
});
export type Convention = z.infer<typeof conventionSchema>;

/** The layout that users of a format expect. */
export const USUAL_LAYOUT: Readonly<Record<ExportTarget, Convention['layout']>> = {
  onnx: 'NCHW',
  tfjs: 'NHWC',
  savedmodel: 'NHWC',
  safetensors: 'NCHW',
  tflite: 'NHWC',
};

/** Precisions that each format can have. A state dict in int8 would load into nobody's classes. */
export const PRECISIONS_OF: Readonly<Record<ExportTarget, readonly Precision[]>> = {
  onnx: PRECISIONS,
  tfjs: ['float32', 'float16', 'int8'],
  savedmodel: ['float32', 'float16', 'int8'],
  safetensors: ['float32', 'float16'],
  tflite: ['float32', 'float16', 'int8'],
};

/**
 * How the range of a layer's numbers is found from the calibration pictures. `minmax`: the outermost numbers.
 * `percentile`: all but the outermost 0.01 % at either end, which rare outliers then do not stretch.
 */
export const CALIBRATIONS = ['minmax', 'percentile'] as const;

/** The likeness with the float32 network that an int8 export must reach, unless the user moves the limit. */
export const USUAL_MINIMUM_SSIM = 0.9;

export const exportSettingsSchema = z.strictObject({
  target: z.enum(EXPORT_TARGETS),
  precision: z.enum(PRECISIONS),
  convention: conventionSchema,
  /** Reflection padding and instance norm out of slices, means and arithmetic, for runtimes that lack them. */
  basicOps: z.boolean(),
  calibration: z.enum(CALIBRATIONS).default('minmax'),
  /** int8 only: mean SSIM against the engine on held-out pictures below which the file is not kept. */
  minimumSsim: z.number().min(0).max(1).default(USUAL_MINIMUM_SSIM),
});
export type ExportSettings = z.infer<typeof exportSettingsSchema>;

/** Exports of the student that are made when the run ends: each target in each precision that it can have. */
export const ExportSchema = z.strictObject({
  targets: z.array(z.enum(EXPORT_TARGETS)).default([]),
  precisions: z.array(z.enum(PRECISIONS)).min(1).default(['float32']),
  range: z.enum(RANGES).default('-1..1'),
  basicOps: z.boolean().default(false),
  calibration: z.enum(CALIBRATIONS).default('minmax'),
  minimumSsim: z.number().min(0).max(1).default(USUAL_MINIMUM_SSIM),
});
export type ExportPart = z.infer<typeof ExportSchema>;

/** The exports that a document asks for, one after the other. */
export function exportsOf({ targets, precisions, range, ...others }: ExportPart): ExportSettings[] {
  return targets.flatMap((target) =>
    PRECISIONS_OF[target]
      .filter((precision) => precisions.includes(precision))
      .map((precision) => ({ ...others, target, precision, convention: conventionFor(target, range) })),
  );
}

/** What the format's users expect; safetensors are for classes that take −1…1. */
export function conventionFor(target: ExportTarget, range: Convention['range']): Convention {
  return { range: target === 'safetensors' ? '-1..1' : range, layout: USUAL_LAYOUT[target] };
}
