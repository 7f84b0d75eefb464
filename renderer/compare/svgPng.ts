/** An SVG picture as a PNG file, twice as fine as it is drawn. */
import { canvasPng } from '../components/preview/canvasPng.ts';

const PIXEL_RATIO = 2;

export async function svgPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const [width, height] = [picture.naturalWidth * PIXEL_RATIO, picture.naturalHeight * PIXEL_RATIO];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This computer gives no canvas to draw the picture on.');
    context.drawImage(picture, 0, 0, width, height);
    return await canvasPng(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}
