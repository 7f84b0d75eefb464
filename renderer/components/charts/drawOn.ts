/** Attaches drawings to canvases. */
import type { Attachment } from 'svelte/attachments';

/**
 * Draws once in the next frame, sharp on any screen: one unit of the context is one CSS pixel. `draw` must have read its
 * state before; the attachment is made anew when that changes.
 */
export function drawOn(
  widthPixels: number,
  heightPixels: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const request = requestAnimationFrame(() => {
      fit(canvas, widthPixels, heightPixels);
      const context = canvas.getContext('2d');
      if (!context) return;
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      draw(context);
    });
    return () => cancelAnimationFrame(request);
  };
}

/** Setting a canvas' size clears it and costs memory, so only a real change does. */
function fit(canvas: HTMLCanvasElement, widthPixels: number, heightPixels: number): void {
  const [width, height] = [Math.round(widthPixels * devicePixelRatio), Math.round(heightPixels * devicePixelRatio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
