/** The drawing as the networks get it: the picture at their size, the strokes on it. */
import { deriveInput, type Derivation } from '../../core/data/derive/deriveInput.ts';
import { squareOf, type BasePicture } from './basePicture.ts';
import type { Drawing } from './drawing.ts';
import { placeIn, type Fit } from './fit.ts';
import { canvasOfPixels, pixelsOfCanvas, type CanvasPixels } from './modelPixels.ts';
import { paintDrawing, type PlacedPicture } from './paint.ts';

export interface InputSettings {
  /** Of the square that the networks get, in pixels. */
  readonly edge: number;
  readonly fit: Fit;
  /** If the camera is on, it takes the picture's place and is resized by the browser. */
  readonly video?: HTMLVideoElement | undefined;
  /** What is made of photographs, at the size that the networks get. */
  readonly derivation?: Derivation | undefined;
}

export class ModelInputPainter {
  #canvas = new OffscreenCanvas(1, 1);
  #base:
    { readonly settings: InputSettings; readonly bitmap: ImageBitmap; readonly canvas: OffscreenCanvas } | undefined;

  paint(drawing: Drawing<BasePicture>, settings: InputSettings): CanvasPixels {
    const { edge, video } = settings;
    if (this.#canvas.width !== edge) this.#canvas = new OffscreenCanvas(edge, edge);
    const context = contextOf(this.#canvas);
    const placed = video ? filmed(video, settings) : this.#placed(drawing.base, settings);
    paintDrawing(context, edge, placed, drawing.strokes);
    return context.getImageData(0, 0, edge, edge);
  }

  #placed(base: BasePicture | undefined, settings: InputSettings): PlacedPicture | undefined {
    if (!base) return undefined;
    if (this.#base?.bitmap !== base.bitmap || !areAlike(this.#base.settings, settings)) {
      const { edge, fit, derivation } = settings;
      const square = squareOf(base, edge, fit);
      const canvas = canvasWith(base.isPhotograph && derivation ? derived(square, derivation) : square);
      this.#base = { settings, bitmap: base.bitmap, canvas };
    }
    return whole(this.#base.canvas);
  }
}

function filmed(video: HTMLVideoElement, { edge, fit, derivation }: InputSettings): PlacedPicture {
  const placed = { source: video, place: placeIn({ width: video.videoWidth, height: video.videoHeight }, edge, fit) };
  if (!derivation) return placed;
  const context = contextOf(new OffscreenCanvas(edge, edge));
  paintDrawing(context, edge, placed, []);
  return whole(canvasWith(derived(context.getImageData(0, 0, edge, edge), derivation)));
}

function areAlike(one: InputSettings, other: InputSettings): boolean {
  return one.edge === other.edge && one.fit === other.fit && one.derivation === other.derivation;
}

function derived(photograph: CanvasPixels, derivation: Derivation): CanvasPixels {
  return canvasOfPixels(deriveInput(pixelsOfCanvas(photograph), derivation));
}

function canvasWith({ width, height, data }: CanvasPixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}

function whole(source: OffscreenCanvas): PlacedPicture {
  return { source, place: { x: 0, y: 0, width: source.width, height: source.height } };
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) return context;
  throw new Error('This computer gives no canvas to prepare the picture with.');
}
