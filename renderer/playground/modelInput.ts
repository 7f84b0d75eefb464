/** The drawing as the networks get it: the picture at their size, the strokes on it. */
import { squareOf, type BasePicture } from './basePicture.ts';
import type { Drawing } from './drawing.ts';
import { placeIn, type Fit } from './fit.ts';
import type { CanvasPixels } from './modelPixels.ts';
import { paintDrawing, type PlacedPicture } from './paint.ts';

export class ModelInputPainter {
  #canvas = new OffscreenCanvas(1, 1);
  #base: { readonly key: string; readonly bitmap: ImageBitmap; readonly canvas: OffscreenCanvas } | undefined;

  /** A square of `edge` pixels. `video`, if the camera is on, takes the picture's place and is resized by the browser. */
  paint(drawing: Drawing<BasePicture>, edge: number, fit: Fit, video?: HTMLVideoElement): CanvasPixels {
    if (this.#canvas.width !== edge) this.#canvas = new OffscreenCanvas(edge, edge);
    const context = contextOf(this.#canvas);
    paintDrawing(context, edge, this.#placed(drawing.base, edge, fit, video), drawing.strokes);
    return context.getImageData(0, 0, edge, edge);
  }

  #placed(base: BasePicture | undefined, edge: number, fit: Fit, video?: HTMLVideoElement): PlacedPicture | undefined {
    if (video) {
      return { source: video, place: placeIn({ width: video.videoWidth, height: video.videoHeight }, edge, fit) };
    }
    if (!base) return undefined;
    const key = `${String(edge)} ${fit}`;
    if (this.#base?.key !== key || this.#base.bitmap !== base.bitmap) {
      const canvas = new OffscreenCanvas(edge, edge);
      const { data } = squareOf(base, edge, fit);
      contextOf(canvas).putImageData(new ImageData(data, edge, edge), 0, 0);
      this.#base = { key, bitmap: base.bitmap, canvas };
    }
    return { source: this.#base.canvas, place: { x: 0, y: 0, width: edge, height: edge } };
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) return context;
  throw new Error('This computer gives no canvas to prepare the picture with.');
}
