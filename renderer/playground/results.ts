/** Pictures to take along: one answer, or everything side by side. */
import type { CanvasPixels } from './modelPixels.ts';

/** The pictures in a row, all as high as the first, as a canvas. */
export function rowOf(pictures: readonly CanvasPixels[]): OffscreenCanvas {
  const height = pictures[0]?.height ?? 1;
  const widths = pictures.map((picture) => Math.round((picture.width * height) / picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(
      1,
      widths.reduce((sum, width) => sum + width, 0),
    ),
    height,
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This computer gives no canvas to put the pictures on.');
  let left = 0;
  for (const [index, { width, height: own, data }] of pictures.entries()) {
    const single = new OffscreenCanvas(width, own);
    single.getContext('2d')?.putImageData(new ImageData(data, width, own), 0, 0);
    context.drawImage(single, left, 0, widths[index]!, height);
    left += widths[index]!;
  }
  return canvas;
}
