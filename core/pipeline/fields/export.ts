/** Texts for the settings of exports. */
import type { FieldTable } from './fieldInfo.ts';

export const EXPORT_FIELDS: FieldTable = {
  'export.targets': {
    label: 'Formats',
    group: 'export',
    help: 'Model files that are made of the student when the run ends, each checked before it is kept. onnx: onnxruntime and most converters. tfjs: the browser. savedmodel: TensorFlow. safetensors: PyTorch. tflite: phones (needs a Python with TensorFlow).',
    fromPaper: false,
  },
  'export.precisions': {
    label: 'Precisions',
    group: 'export',
    help: 'Every format is made in each of these that it can have. float16 and int8 are how weights are stored; int8-static also computes in whole numbers (ONNX only).',
    fromPaper: false,
  },
  'export.range': {
    label: 'Pixel range',
    group: 'export',
    help: 'What black to white is for input and output. The scaling is part of the file.',
    fromPaper: false,
  },
  'export.basicOps': {
    label: 'Basic operators only',
    group: 'export',
    help: 'Reflection padding and instance norm out of slices, means and arithmetic, for runtimes that lack them.',
    fromPaper: false,
  },
  'export.calibration': {
    label: 'Calibration',
    group: 'export',
    help: 'For int8-static: how the range of a layer is found from pictures of the dataset. minmax: the outermost numbers. percentile: without the outermost 0.01 % at either end.',
    fromPaper: false,
  },
  'export.minimumSsim': {
    label: 'Least likeness',
    group: 'export',
    unit: 'SSIM',
    help: 'An int8 file whose pictures are less like those of the float32 network is not kept.',
    fromPaper: false,
  },
};
