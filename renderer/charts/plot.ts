/**
 * A chart as plain geometry: what canvas and SVG have in common. Pixels are CSS pixels from the top left corner.
 */
import { yExtent } from './extent.ts';
import type { Interval } from './interval.ts';
import { toPixel, type Scale, type ScaleKind } from './scale.ts';
import type { Series } from './series.ts';
import { spreadGlyphs } from './spreadGlyphs.ts';
import { thinToPixels } from './thin.ts';
import { stepTicks, timeTicks, valueTicks } from './ticks.ts';

export type XAxis = 'step' | 'time';

export interface ChartLine {
  readonly id: string;
  readonly label: string;
  /** What tells the line apart without its colour: S, W, D, T, or a run's number. */
  readonly glyph: string;
  /** Name of a colour of the theme, such as `student`. */
  readonly colour: string;
  /** Lengths of dashes and gaps in pixels; empty: a solid line. */
  readonly dash: readonly number[];
  readonly raw: Series;
  /** Absent when smoothing is off: then `raw` is drawn in full strength. */
  readonly smoothed?: Series;
}

export interface PlotRequest {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly lines: readonly ChartLine[];
  readonly xAxis: XAxis;
  /** The visible stretch of x. */
  readonly window: Interval;
  readonly yKind: ScaleKind;
  readonly clipOutliers: boolean;
}

export interface PlotTick {
  readonly pixel: number;
  readonly label: string;
}

export interface PlotPath {
  readonly lineId: string;
  readonly colour: string;
  readonly dash: readonly number[];
  /** A raw line behind its smoothed one. */
  readonly isFaint: boolean;
  /** x, y, x, y, …; a NaN lifts the pen. */
  readonly points: Float64Array;
}

export interface PlotGlyph {
  readonly text: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

export interface Plot {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly PlotTick[];
  readonly yTicks: readonly PlotTick[];
  readonly paths: readonly PlotPath[];
  /** The lines' glyphs, where they end. */
  readonly glyphs: readonly PlotGlyph[];
}

export const MARGIN = { left: 46, right: 24, top: 8, bottom: 20 } as const;
const PIXELS_PER_X_TICK = 56;
const PIXELS_PER_Y_TICK = 26;

export function layOut(request: PlotRequest): Plot {
  const { widthPixels, heightPixels, window, yKind, xAxis } = request;
  const xRange = { from: MARGIN.left, to: Math.max(widthPixels - MARGIN.right, MARGIN.left + 1) };
  const yRange = { from: Math.max(heightPixels - MARGIN.bottom, MARGIN.top + 1), to: MARGIN.top };
  const columns = Math.ceil(xRange.to - xRange.from);
  const thinned = request.lines.map((line) => ({
    line,
    raw: thinToPixels(line.raw, window, columns),
    ...(line.smoothed ? { smoothed: thinToPixels(line.smoothed, window, columns) } : {}),
  }));
  const x: Scale = { kind: 'linear', domain: window, range: xRange };
  const y: Scale = {
    kind: yKind,
    domain: yExtent(
      thinned.map(({ raw }) => raw),
      window,
      { kind: yKind, clipOutliers: request.clipOutliers },
    ),
    range: yRange,
  };
  const makeXTicks = xAxis === 'time' ? timeTicks : stepTicks;
  return {
    widthPixels,
    heightPixels,
    x,
    y,
    xTicks: placed(makeXTicks(window, columns / PIXELS_PER_X_TICK), x),
    yTicks: placed(valueTicks(y.domain, (yRange.from - yRange.to) / PIXELS_PER_Y_TICK, yKind), y),
    paths: [
      ...thinned.flatMap(({ line, raw, smoothed }) => (smoothed ? [pathOf(line, raw, true, x, y)] : [])),
      ...thinned.map(({ line, raw, smoothed }) => pathOf(line, smoothed ?? raw, false, x, y)),
    ],
    glyphs: spread(
      thinned.flatMap(({ line, raw, smoothed }) => glyphOf(line, smoothed ?? raw, x, y)),
      yRange.from,
    ),
  };
}

function placed(ticks: readonly { readonly value: number; readonly label: string }[], scale: Scale): PlotTick[] {
  return ticks.map(({ value, label }) => ({ pixel: toPixel(scale, value), label }));
}

function pathOf(line: ChartLine, series: Series, isFaint: boolean, x: Scale, y: Scale): PlotPath {
  const points = new Float64Array(series.length * 2);
  for (let index = 0; index < series.length; index += 1) {
    points[index * 2] = toPixel(x, series.x[index]!);
    points[index * 2 + 1] = toPixel(y, series.y[index]!);
  }
  return { lineId: line.id, colour: line.colour, dash: isFaint ? [] : line.dash, isFaint, points };
}

function glyphOf(line: ChartLine, series: Series, x: Scale, y: Scale): PlotGlyph[] {
  for (let index = series.length - 1; index >= 0; index -= 1) {
    const [pixelX, pixelY] = [toPixel(x, series.x[index]!), toPixel(y, series.y[index]!)];
    if (pixelX > x.range.to + 1 || Number.isNaN(pixelY)) continue;
    const bounded = Math.min(Math.max(pixelY, y.range.to), y.range.from);
    return [{ text: line.glyph, colour: line.colour, x: Math.max(pixelX, x.range.from) + 5, y: bounded }];
  }
  return [];
}

function spread(glyphs: readonly PlotGlyph[], bottom: number): PlotGlyph[] {
  const heights = spreadGlyphs(glyphs, bottom);
  return glyphs.map((glyph, index) => ({ ...glyph, y: heights[index]! }));
}
