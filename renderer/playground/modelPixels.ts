/**
 * Between a canvas and an exported model, exactly as training prepares pictures: the same resampling, the same grey, the
 * same numbers (core/data), in the order and range that the export's report names (core/export/convention.ts).
 */
import { toPixels, writeCrop } from '../../core/data/floatImage.ts';
import { toGrey, type Pixels } from '../../core/data/pixels.ts';
import { resampleBicubic } from '../../core/data/resampleBicubic.ts';
import { fromFile, toFile, type Convention, type FileTensor } from '../../core/export/convention.ts';

/** RGBA, 0 … 255, as a canvas gives it. */
export interface CanvasPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** What a model wants to be given. */
export interface ModelInput {
  readonly convention: Convention;
  readonly inputChannels: number;
}

/** Without the opacity: a canvas that was painted on paper has none. */
export function pixelsOfCanvas({ width, height, data }: CanvasPixels): Pixels {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
  }
  return { width, height, channels: 3, data: rgb };
}

export function canvasOfPixels({ width, height, channels, data }: Pixels): CanvasPixels {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgba[pixel * 4 + channel] = data[pixel * channels + (channels === 1 ? 0 : channel)]!;
    }
    rgba[pixel * 4 + 3] = 255;
  }
  return { width, height, data: rgba };
}

/** A square picture at another size, as training resizes it. */
export function resizeCanvasPixels(picture: CanvasPixels, edge: number): CanvasPixels {
  if (picture.width === edge && picture.height === edge) return picture;
  return canvasOfPixels(resampleBicubic(pixelsOfCanvas(picture), edge, edge));
}

/** One square picture as the file's input. Throws a RangeError for models of other pictures than grey and RGB ones. */
export function tensorOf(picture: CanvasPixels, { convention, inputChannels }: ModelInput): FileTensor {
  const { width: size, height } = picture;
  if (size !== height) throw new RangeError(`The picture is ${size} × ${height} pixels, but it must be square.`);
  if (inputChannels !== 1 && inputChannels !== 3) {
    throw new RangeError(`The model takes ${inputChannels} channels; a picture has 1 (grey) or 3 (RGB).`);
  }
  const rgb = pixelsOfCanvas(picture);
  const pixels = inputChannels === 1 ? toGrey(rgb) : rgb;
  const values = new Float32Array(size * size * inputChannels);
  writeCrop(pixels, { left: 0, top: 0, size, flip: false }, values, 0);
  return toFile({ values, shape: [1, size, size, inputChannels] }, convention);
}

/** The first picture of the file's output. */
export function pictureOf(tensor: FileTensor, convention: Convention): CanvasPixels {
  const { values, shape } = fromFile(tensor, convention);
  return canvasOfPixels(toPixels(values, shape));
}
