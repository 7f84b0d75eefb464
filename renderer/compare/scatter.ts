/** The scatter of cost against quality as plain geometry, in pixels from the top left corner. */
import type { Interval } from '../charts/interval.ts';
import { toPixel, type Scale } from '../charts/scale.ts';
import { spreadGlyphs } from '../charts/spreadGlyphs.ts';
import { valueTicks } from '../charts/ticks.ts';

/** What the layout needs of a point. */
export interface ScatterPoint {
  /** Above 0: the axis is logarithmic. */
  readonly cost: number;
  readonly quality: number;
  /** Half the height of its error bar; 0 for none. */
  readonly spread: number;
}

export interface PlacedPoint<Point> {
  readonly point: Point;
  readonly x: number;
  readonly y: number;
  /** Top and bottom of the error bar. */
  readonly bar: readonly [top: number, bottom: number];
  /** Middle of its glyph, moved so that glyphs do not lie on each other. */
  readonly glyphY: number;
}

export interface Scatter<Point> {
  readonly points: readonly PlacedPoint<Point>[];
  /** x, y pairs of the front's line. */
  readonly front: readonly (readonly [x: number, y: number])[];
  readonly xTicks: readonly { readonly pixel: number; readonly label: string }[];
  readonly yTicks: readonly { readonly pixel: number; readonly label: string }[];
}

export const SCATTER_MARGIN = { left: 48, right: 24, top: 16, bottom: 36 } as const;

export function layOutScatter<Point extends ScatterPoint>(
  points: readonly Point[],
  front: readonly ScatterPoint[],
  size: { readonly width: number; readonly height: number },
): Scatter<Point> {
  const x: Scale = {
    kind: 'log',
    domain: paddedFactor(points.map(({ cost }) => cost)),
    range: { from: SCATTER_MARGIN.left, to: Math.max(size.width - SCATTER_MARGIN.right, SCATTER_MARGIN.left + 1) },
  };
  const y: Scale = {
    kind: 'linear',
    domain: padded(points.flatMap(({ quality, spread }) => [quality - spread, quality + spread])),
    range: { from: size.height - SCATTER_MARGIN.bottom, to: SCATTER_MARGIN.top },
  };
  const place = ({ cost, quality }: ScatterPoint): readonly [number, number] => [toPixel(x, cost), toPixel(y, quality)];
  const ticksOf = (scale: Scale, count: number) =>
    valueTicks(scale.domain, count, scale.kind).map(({ value, label }) => ({ pixel: toPixel(scale, value), label }));
  const places = points.map(place);
  const glyphs = spreadGlyphs(
    places.map(([pixelX, pixelY]) => ({ x: pixelX, y: pixelY })),
    y.range.from,
  );
  return {
    points: points.map((point, index) => ({
      point,
      x: places[index]![0],
      y: places[index]![1],
      bar: [toPixel(y, point.quality + point.spread), toPixel(y, point.quality - point.spread)],
      glyphY: glyphs[index]!,
    })),
    front: front.map(place),
    xTicks: ticksOf(x, 6),
    yTicks: ticksOf(y, 5),
  };
}

function padded(values: readonly number[]): Interval {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const room = (to - from) * 0.12 || Math.abs(from) * 0.1 || 1;
  return { from: from - room, to: to + room };
}

function paddedFactor(values: readonly number[]): Interval {
  return { from: Math.min(...values) / 1.6, to: Math.max(...values) * 1.6 };
}
