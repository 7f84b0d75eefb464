/** Paints what moves with the pointer: the stretch that is being chosen, the marker, and a dot on each line. */
import type { Interval } from '../../charts/interval.ts';
import type { ChartLine, Plot, XAxis } from '../../charts/plot.ts';
import { FONT } from '../../charts/paint.ts';
import { readoutAt } from '../../charts/readout.ts';
import { toPixel } from '../../charts/scale.ts';
import { formatDuration } from '../../format/numbers.ts';
import type { ChartTheme } from '../../charts/theme.ts';

interface MarkerPlace {
  readonly plot: Plot;
  readonly lines: readonly ChartLine[];
  readonly hoverX: number | undefined;
  readonly selection: Interval | undefined;
  readonly xAxis: XAxis;
}

const DOT_RADIUS = 3;

export function paintMarker(context: CanvasRenderingContext2D, place: MarkerPlace, theme: ChartTheme): void {
  const { plot, hoverX, selection, lines } = place;
  context.clearRect(0, 0, plot.widthPixels, plot.heightPixels);
  const [bottom, top] = [plot.y.range.from, plot.y.range.to];
  if (selection) {
    const from = toPixel(plot.x, selection.from);
    context.fillStyle = theme.colourOf('accent-soft');
    context.fillRect(from, top, toPixel(plot.x, selection.to) - from, bottom - top);
  }
  if (hoverX === undefined) return;
  const pixel = Math.round(toPixel(plot.x, hoverX)) + 0.5;
  context.strokeStyle = theme.colourOf('text-3');
  context.beginPath();
  context.moveTo(pixel, top);
  context.lineTo(pixel, bottom);
  context.stroke();
  const rows = readoutAt(lines, hoverX);
  if (rows[0]) paintPlace(context, plot, pixel, xText(rows[0].x, place.xAxis), theme);
  for (const { line, x, value, smoothed } of rows) {
    const [dotX, dotY] = [toPixel(plot.x, x), toPixel(plot.y, smoothed ?? value)];
    if (!(dotY >= top && dotY <= bottom)) continue;
    context.fillStyle = theme.colourOf(line.colour);
    context.beginPath();
    context.arc(dotX, dotY, DOT_RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}

function xText(x: number, xAxis: XAxis): string {
  return xAxis === 'time' ? formatDuration(x) : `step ${x.toLocaleString('en')}`;
}

const LABEL_ROOM = 6;

/** Says under the marker where it is, over the axis' own labels. */
function paintPlace(
  context: CanvasRenderingContext2D,
  plot: Plot,
  pixel: number,
  text: string,
  theme: ChartTheme,
): void {
  context.font = `bold ${FONT}`;
  const half = context.measureText(text).width / 2 + LABEL_ROOM;
  const middle = Math.min(Math.max(pixel, half), plot.widthPixels - half);
  const top = plot.y.range.from + 3;
  context.fillStyle = theme.background;
  context.fillRect(middle - half, top, half * 2, plot.heightPixels - top);
  // Of a label that it would cut through, nothing stays.
  context.font = FONT;
  for (const { pixel: at, label } of plot.xTicks) {
    const reach = context.measureText(label).width / 2 + 1;
    if (Math.abs(at - middle) < half + reach) context.fillRect(at - reach, top, reach * 2, plot.heightPixels - top);
  }
  context.font = `bold ${FONT}`;
  context.fillStyle = theme.text;
  context.textAlign = 'center';
  context.fillText(text, middle, plot.y.range.from + 15);
}
