/** A chart as a PNG file, twice as fine as on the screen. */
import { paintPlot } from '../../charts/paint.ts';
import type { Plot } from '../../charts/plot.ts';
import type { ChartTheme } from '../../charts/theme.ts';
import { canvasPng } from '../preview/canvasPng.ts';

const PIXEL_RATIO = 2;

export async function chartPng(plot: Plot, theme: ChartTheme): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(plot.widthPixels * PIXEL_RATIO, plot.heightPixels * PIXEL_RATIO);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This computer gives no canvas to draw the chart on.');
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  paintPlot(context, plot, theme);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = theme.background;
  context.fillRect(0, 0, plot.widthPixels, plot.heightPixels);
  return canvasPng(canvas);
}
