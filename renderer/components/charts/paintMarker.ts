/** Paints what moves with the pointer: the stretch that is being chosen, the marker, and a dot on each line. */
import type { Interval } from '../../charts/interval.ts';
import type { ChartLine, Plot } from '../../charts/plot.ts';
import { readoutAt } from '../../charts/readout.ts';
import { toPixel } from '../../charts/scale.ts';
import type { ChartTheme } from '../../charts/theme.ts';

interface MarkerPlace {
  readonly plot: Plot;
  readonly lines: readonly ChartLine[];
  readonly hoverX: number | undefined;
  readonly selection: Interval | undefined;
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
  for (const { line, x, value, smoothed } of readoutAt(lines, hoverX)) {
    const [dotX, dotY] = [toPixel(plot.x, x), toPixel(plot.y, smoothed ?? value)];
    if (!(dotY >= top && dotY <= bottom)) continue;
    context.fillStyle = theme.colourOf(line.colour);
    context.beginPath();
    context.arc(dotX, dotY, DOT_RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}
