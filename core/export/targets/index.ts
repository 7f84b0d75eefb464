/** All export formats. */
import type { ExportTarget } from '../../pipeline/index.ts';
import { onnxFormat } from './onnx.ts';
import { safetensorsFormat } from './safetensors.ts';
import { savedModelFormat } from './savedModel.ts';
import type { TargetFormat } from './target.ts';
import { tfjsFormat } from './tfjs.ts';
import { tfliteFormat } from './tflite.ts';

export const FORMATS: Readonly<Record<ExportTarget, TargetFormat>> = {
  onnx: onnxFormat,
  tfjs: tfjsFormat,
  savedmodel: savedModelFormat,
  safetensors: safetensorsFormat,
  tflite: tfliteFormat,
};
