/** What is on the drawing surface: a picture below, strokes above. Immutable, so that undo is a list of states. */

/** 0 … 1 from the left and from the top of the surface. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Tool = 'pen' | 'eraser';

export interface Stroke {
  /** CSS colour; the eraser's is that of the paper. */
  readonly colour: string;
  /** Share of the surface's edge. */
  readonly width: number;
  readonly points: readonly Point[];
}

/** `Picture`: whatever can be drawn; this module does not look into it. */
export interface Drawing<Picture> {
  /** undefined: white paper. */
  readonly base: Picture | undefined;
  readonly strokes: readonly Stroke[];
}

/** The paper's colour, and what the eraser leaves. */
export const PAPER = '#ffffff';

export function emptyDrawing<Picture>(): Drawing<Picture> {
  return { base: undefined, strokes: [] };
}

export function isEmpty({ base, strokes }: Drawing<unknown>): boolean {
  return base === undefined && strokes.length === 0;
}

export function beginStroke<Picture>(drawing: Drawing<Picture>, stroke: Omit<Stroke, 'points'>, point: Point) {
  return { ...drawing, strokes: [...drawing.strokes, { ...stroke, points: [point] }] };
}

/** Points that are closer than this (share of the edge) to the one before say nothing new. */
const SMALLEST_STEP = 0.001;

/** The drawing with the last stroke going on to `point`; the same drawing if that is where it is. */
export function extendStroke<Picture>(drawing: Drawing<Picture>, point: Point): Drawing<Picture> {
  const stroke = drawing.strokes.at(-1);
  const last = stroke?.points.at(-1);
  if (!stroke || !last || Math.hypot(point.x - last.x, point.y - last.y) < SMALLEST_STEP) return drawing;
  return { ...drawing, strokes: [...drawing.strokes.slice(0, -1), { ...stroke, points: [...stroke.points, point] }] };
}

/** A place `x`, `y` pixels from the corner of a frame, as a point of the surface, inside of it. */
export function pointIn(frame: { readonly width: number; readonly height: number }, x: number, y: number): Point {
  const share = (at: number, edge: number): number => Math.min(Math.max(at / (edge || 1), 0), 1);
  return { x: share(x, frame.width), y: share(y, frame.height) };
}
