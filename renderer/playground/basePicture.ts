/** The picture under the strokes: from the held-out samples, a file, the clipboard or the camera. */
import { placeIn, squareEdge, type Fit } from './fit.ts';
import { PAPER } from './drawing.ts';
import { resizeCanvasPixels, type CanvasPixels } from './modelPixels.ts';

export interface BasePicture {
  /** What a person would call it. */
  readonly name: string;
  readonly bitmap: ImageBitmap;
  /** Of the run's held-out pictures, if it is one of them. */
  readonly sampleId?: string;
  /** From outside: networks that learned from photographs want it made into an input first. */
  readonly isPhotograph?: true;
}

/** Larger pictures are reduced at once: a phone's photo has 50 times the pixels that any network here takes. */
const LARGEST_EDGE = 2048;

/** Throws an Error with a sentence if the file is no picture that the window can read. */
export async function readPicture(file: Blob, name: string): Promise<BasePicture> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch (cause) {
    throw new Error(`“${name}” is not a picture that can be read here. Take a PNG, JPEG, WebP or SVG file.`, { cause });
  }
  const edge = Math.max(bitmap.width, bitmap.height);
  if (edge <= LARGEST_EDGE) return { name, bitmap };
  const scale = LARGEST_EDGE / edge;
  const [resizeWidth, resizeHeight] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  return { name, bitmap: await createImageBitmap(bitmap, { resizeWidth, resizeHeight, resizeQuality: 'high' }) };
}

/** The picture in a square at a model's size: cut or padded first, then resized as training does it. */
export function squareOf({ bitmap }: BasePicture, edge: number, fit: Fit): CanvasPixels {
  const source = Math.max(1, Math.round(squareEdge(bitmap, fit)));
  const context = new OffscreenCanvas(source, source).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This computer gives no canvas to prepare the picture with.');
  context.fillStyle = PAPER;
  context.fillRect(0, 0, source, source);
  const { x, y } = placeIn(bitmap, source, fit);
  context.drawImage(bitmap, Math.round(x), Math.round(y));
  return resizeCanvasPixels(context.getImageData(0, 0, source, source), edge);
}
