/** Paints a chart's geometry on a canvas. */
import { type Plot, type PlotPath } from './plot.ts';
import type { ChartTheme } from './theme.ts';

/** Of a canvas on the page or of one for a file. */
export type PaintContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export const FONT = '11px system-ui, sans-serif';

/** The context must be scaled so that one unit is one CSS pixel. */
export function paintPlot(context: PaintContext, plot: Plot, theme: ChartTheme): void {
  context.clearRect(0, 0, plot.widthPixels, plot.heightPixels);
  paintGrid(context, plot, theme);
  const { from: left, to: right } = plot.x.range;
  const [bottom, top] = [plot.y.range.from, plot.y.range.to];
  context.save();
  context.beginPath();
  context.rect(left, top - 2, right - left, bottom - top + 4);
  context.clip();
  for (const path of plot.paths) paintPath(context, path, theme);
  context.restore();
  paintGlyphs(context, plot, theme);
}

function paintGrid(context: PaintContext, plot: Plot, theme: ChartTheme): void {
  const { from: left, to: right } = plot.x.range;
  context.font = FONT;
  context.fillStyle = theme.text;
  context.strokeStyle = theme.grid;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.beginPath();
  for (const { pixel, label } of plot.yTicks) {
    const crisp = Math.round(pixel) + 0.5;
    context.moveTo(left, crisp);
    context.lineTo(right, crisp);
    context.fillText(label, left - 6, pixel);
  }
  context.stroke();
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const { pixel, label } of plot.xTicks) context.fillText(label, pixel, plot.y.range.from + 15);
}

function paintPath(context: PaintContext, path: PlotPath, theme: ChartTheme): void {
  context.strokeStyle = theme.colourOf(path.colour);
  context.globalAlpha = path.isFaint ? 0.3 : 1;
  context.lineWidth = path.isFaint ? 1 : 1.5;
  // Cheap to draw, and a line of peaks needs no round corners.
  context.lineJoin = 'bevel';
  context.setLineDash([...path.dash]);
  context.beginPath();
  let isDown = false;
  for (let index = 0; index < path.points.length; index += 2) {
    const y = path.points[index + 1]!;
    if (Number.isNaN(y)) isDown = false;
    else if (isDown) context.lineTo(path.points[index]!, y);
    else {
      context.moveTo(path.points[index]!, y);
      isDown = true;
    }
  }
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintGlyphs(context: PaintContext, plot: Plot, theme: ChartTheme): void {
  context.font = `bold ${FONT}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { x, y, text, colour } of plot.glyphs) {
    context.fillStyle = theme.colourOf(colour);
    context.fillText(text, x, y);
  }
}
