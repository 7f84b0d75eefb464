/** A segmentation network that the user brings as an ONNX file, run with onnxruntime. */
import { basename } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Pixels } from '../../data/pixels.ts';
import type { SegmentationSettings } from '../../pipeline/index.ts';
import { classMap, type Scores, type Size } from './classMap.ts';

export type SegmenterSettings = Pick<SegmentationSettings, 'classes' | 'layout' | 'range' | 'mean' | 'deviation'>;

export interface Segmenter {
  /** Names file and preparation: numbers of different ids are never compared. */
  readonly id: string;
  /** One class a pixel of a map of `size`. Throws a `RangeError` if the network gives something else than classes. */
  segment(picture: Pixels, size: Size): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** onnxruntime's log level "error". */
const ERRORS_ONLY = 3;

/** @throws RangeError if the file has not exactly one input, or onnxruntime cannot read it */
export async function openSegmenter(file: string, settings: SegmenterSettings): Promise<Segmenter> {
  const onnxruntime = await import('onnxruntime-node');
  const session = await openSession(onnxruntime, file);
  const [input, ...others] = session.inputNames;
  const output = session.outputNames[0];
  if (input === undefined || output === undefined || others.length > 0) {
    throw new RangeError(`${file} has ${session.inputNames.length} inputs; a segmentation network has one.`);
  }
  const { layout, range, mean, deviation } = settings;
  const numbers = (of: typeof mean): string => [of.red, of.green, of.blue].join(' ');
  return {
    id: `${basename(file)}, ${layout} ${range}, mean ${numbers(mean)}, deviation ${numbers(deviation)}`,
    async segment(picture, size) {
      const { values, shape } = prepared(picture, settings);
      const results = await session.run({ [input]: new onnxruntime.Tensor('float32', values, shape) });
      return classMap(scoresOf(results[output]!, settings, file), size);
    },
    close: () => session.release(),
  };
}

async function openSession(onnxruntime: typeof import('onnxruntime-node'), file: string): Promise<InferenceSession> {
  try {
    return await onnxruntime.InferenceSession.create(file, {
      logSeverityLevel: ERRORS_ONLY,
      executionProviders: ['cpu'],
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`${file} cannot be opened as an ONNX network (${reason}). Export the network again.`, { cause: error }); // prettier-ignore
  }
}

/** (level · scale − mean) / deviation, in the file's layout. */
function prepared(picture: Pixels, { layout, range, mean, deviation }: SegmenterSettings) {
  const { width, height, channels, data } = picture;
  const scale = range === '0..1' ? 1 / 255 : 1;
  const colours = [
    [mean.red, deviation.red],
    [mean.green, deviation.green],
    [mean.blue, deviation.blue],
  ] as const;
  const pixels = width * height;
  const values = new Float32Array(3 * pixels);
  for (const [channel, [shift, divisor]] of colours.entries()) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const level = data[channels === 3 ? 3 * pixel + channel : pixel]!;
      const at = layout === 'NCHW' ? channel * pixels + pixel : 3 * pixel + channel;
      values[at] = (level * scale - shift) / divisor;
    }
  }
  return { values, shape: layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3] };
}

/** [1, classes, h, w] or [1, h, w, classes] of scores, or [1, h, w] of classes. */
function scoresOf({ data, dims, type }: Tensor, { classes, layout }: SegmenterSettings, file: string): Scores {
  if (dims.length === 3 && /^(u?int|float32)/.test(type)) {
    const [, height = 0, width = 0] = dims;
    const values = Array.from(data as ArrayLike<number | bigint>, Number);
    return { values, width, height, classes: 1, strides: { class: 0, row: width, column: 1 } };
  }
  const [, first = 0, second = 0, third = 0] = dims;
  const found = layout === 'NCHW' ? first : third;
  if (dims.length !== 4 || type !== 'float32' || found !== classes) {
    throw new RangeError(
      `${file} gives ${type} [${dims.join(', ')}], not scores of ${classes} classes in ${layout} or a class for each pixel. ` +
        'Check the number of classes and the layout.',
    );
  }
  const values = data as Float32Array;
  if (layout === 'NHWC') {
    return { values, height: first, width: second, classes, strides: { class: 1, row: second * classes, column: classes } }; // prettier-ignore
  }
  return { values, height: second, width: third, classes, strides: { class: second * third, row: third, column: 1 } };
}
