/** Paints a drawing, on the screen or for a network. */
import { PAPER, type Drawing, type Stroke } from './drawing.ts';
import type { Rectangle } from './fit.ts';
import type { CanvasPixels } from './modelPixels.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture and where it lies on the surface, in pixels of the canvas. */
export interface PlacedPicture {
  readonly source: CanvasImageSource;
  readonly place: Rectangle;
}

/** Fills a square canvas of edge `edge` with paper, picture and strokes. */
export function paintDrawing(
  context: Context,
  edge: number,
  picture: PlacedPicture | undefined,
  strokes: Drawing<unknown>['strokes'],
): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, edge, edge);
  if (picture) {
    const { x, y, width, height } = picture.place;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.source, x, y, width, height);
  }
  for (const stroke of strokes) paintStroke(context, edge, stroke);
}

function paintStroke(context: Context, edge: number, { colour, width, points }: Stroke): void {
  const [first, ...others] = points;
  if (!first) return;
  context.strokeStyle = colour;
  context.lineWidth = width * edge;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(first.x * edge, first.y * edge);
  // A stroke of one point is a dot: a line without length has round caps only if there is a line.
  if (others.length === 0) context.lineTo(first.x * edge, first.y * edge);
  for (const { x, y } of others) context.lineTo(x * edge, y * edge);
  context.stroke();
}

/** Shows a picture pixel by pixel. Setting a canvas's size, even to the same one, empties it: it would flicker. */
export function showPixels(canvas: HTMLCanvasElement, { width, height, data }: CanvasPixels): void {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
}
