/** What a person is told about formats and precisions. */
import { PRECISIONS_OF, type ExportTarget, type Precision } from '../../core/pipeline/index.ts';

export interface TargetText {
  readonly target: ExportTarget;
  readonly title: string;
  readonly runsOn: string;
}

export const TARGETS: readonly TargetText[] = [
  {
    target: 'onnx',
    title: 'ONNX',
    runsOn: 'onnxruntime on desktops, servers, phones and in browsers; most converters',
  },
  { target: 'tfjs', title: 'TensorFlow.js', runsOn: 'Browsers and Node, with tf.loadGraphModel' },
  { target: 'savedmodel', title: 'SavedModel', runsOn: 'TensorFlow in Python, C++, Java, and TensorFlow Serving' },
  {
    target: 'safetensors',
    title: 'safetensors',
    runsOn: "PyTorch, with the authors' classes; starts another run here",
  },
  { target: 'tflite', title: 'TFLite', runsOn: 'Android, iOS and small devices, at the trained size' },
];

export const PRECISION_TITLES: Readonly<Record<Precision, string>> = {
  float32: 'float32',
  float16: 'float16',
  int8: 'int8 weights',
  'int8-static': 'int8 (QDQ)',
};

export const PRECISION_HELP: Readonly<Record<Precision, string>> = {
  float32: 'Exactly the trained weights.',
  float16: 'Weights of half the size; the arithmetic stays float32.',
  int8: 'Weights of a quarter of the size; files of narrow networks shrink less. The arithmetic stays float32.',
  'int8-static': 'Convolutions computed in whole numbers, with ranges measured on 32 training pictures.',
};

const BYTES_PER_WEIGHT: Readonly<Record<Precision, number>> = { float32: 4, float16: 2, int8: 1, 'int8-static': 1 };

/** Of the weights alone; the graph around them adds tens of kilobytes. */
export function weightBytes(parameters: number, precision: Precision): number {
  return parameters * BYTES_PER_WEIGHT[precision];
}

/** The chosen precision if the format can have it, else float32. */
export function precisionFor(target: ExportTarget, precision: Precision): Precision {
  return PRECISIONS_OF[target].includes(precision) ? precision : 'float32';
}

export function isWhole(precision: Precision): boolean {
  return precision === 'int8' || precision === 'int8-static';
}
