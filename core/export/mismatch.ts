/** Why a written file is not kept, and what to do. */
import type { ExportSettings } from '../pipeline/index.ts';
import type { Difference } from './difference.ts';
import { roundingText } from './limitText.ts';
import type { Limit } from './report.ts';

/** @param node the first layer that differs; undefined: none by itself; null: the format does not show its layers */
export function mismatchText(
  { maximumError, ssim }: Difference,
  limit: Limit,
  { precision, target }: ExportSettings,
  node: string | null | undefined,
): string {
  const found =
    limit.measure === 'ssim'
      ? `is not like the engine: SSIM ${ssim.toFixed(5)} (at least ${limit.atLeast})`
      : `differs from the engine by ${maximumError.toExponential(2)} (allowed: ${limit.atMost.toExponential(2)} on the scale −1…1${roundingText(limit)})`;
  return `The exported ${target} model ${found}, so it must not be used. ${placeOf(node)}. ${ADVICE[precision]}`;
}

function placeOf(node: string | null | undefined): string {
  if (node === null) return 'This format does not show its layers: export a SavedModel to see where it differs';
  if (node === undefined) return 'No single layer differs by itself: the small errors of many layers add up';
  return `The first layer that differs is "${node}"`;
}

const ADVICE: Readonly<Record<ExportSettings['precision'], string>> = {
  float32: 'Export another format, or with basic operators, and please report it.',
  float16: 'Export it in float32.',
  int8: 'Export it in float16, or move the limit if its pictures are good enough for you.',
  'int8-static':
    'Try the other calibration, export int8 weights or float16, or move the limit if its pictures are good enough for you.',
};
