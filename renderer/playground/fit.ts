/** How a picture of any shape is laid into the square that a network gets. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** `fill`: the square is full, and what sticks out is cut off. `whole`: all of it is there, between white bars. */
export type Fit = 'fill' | 'whole';

/** Where in a square of edge `edge` the picture lies, centred; parts of it may be outside. Fractions of pixels stay. */
export function placeIn({ width, height }: Size, edge: number, fit: Fit): Rectangle {
  const scale = fit === 'fill' ? edge / Math.min(width, height) : edge / Math.max(width, height);
  const placed = { width: width * scale, height: height * scale };
  return { x: (edge - placed.width) / 2, y: (edge - placed.height) / 2, ...placed };
}

/** The edge of the square that the picture is cut or padded to, in its own pixels. */
export function squareEdge({ width, height }: Size, fit: Fit): number {
  return fit === 'fill' ? Math.min(width, height) : Math.max(width, height);
}
