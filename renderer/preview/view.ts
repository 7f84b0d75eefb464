/**
 * What part of a picture a frame shows. All frames of a viewer share one view, so that they zoom and pan together
 * whatever the pictures' own sizes are.
 */

/** `centreX`, `centreY`: the place of the picture in the middle of the frame, 0 … 1. `zoom` 1: the whole picture fits. */
export interface View {
  readonly zoom: number;
  readonly centreX: number;
  readonly centreY: number;
}

export const WHOLE_PICTURE: View = { zoom: 1, centreX: 0.5, centreY: 0.5 };
const MAXIMUM_ZOOM = 32;
export const ZOOM_STEP = 1.5;
/** How far Shift and an arrow key move, in frames. */
const PAN_STEP = 0.1;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `factor` times closer, with the place under `point` (0 … 1 of the frame) staying where it is. */
export function zoomAt(view: View, factor: number, point: Point = { x: 0.5, y: 0.5 }): View {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), MAXIMUM_ZOOM);
  const moved = 1 / view.zoom - 1 / zoom;
  return bounded({
    zoom,
    centreX: view.centreX + (point.x - 0.5) * moved,
    centreY: view.centreY + (point.y - 0.5) * moved,
  });
}

/** Moves the frame over the picture by `x` and `y` frames: positive shows what is to the right and below. */
export function panBy(view: View, { x, y }: Point): View {
  return bounded({ ...view, centreX: view.centreX + x / view.zoom, centreY: view.centreY + y / view.zoom });
}

/** The frame never leaves the picture. */
function bounded({ zoom, centreX, centreY }: View): View {
  const half = 0.5 / zoom;
  const clamp = (centre: number): number => Math.min(Math.max(centre, half), 1 - half);
  return { zoom, centreX: clamp(centreX), centreY: clamp(centreY) };
}

/** The CSS transform of a picture that fills its frame, with `transform-origin: 0 0`. */
export function cssTransform({ zoom, centreX, centreY }: View): string {
  const shift = (centre: number): string => `${((0.5 - centre * zoom) * 100).toFixed(4)}%`;
  return `translate(${shift(centreX)}, ${shift(centreY)}) scale(${zoom.toFixed(4)})`;
}

const PANS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -PAN_STEP, y: 0 },
  ArrowRight: { x: PAN_STEP, y: 0 },
  ArrowUp: { x: 0, y: -PAN_STEP },
  ArrowDown: { x: 0, y: PAN_STEP },
};

/** What a key does to the view; undefined for keys that are not about it. */
export function viewAfterKey(view: View, key: string, isShift: boolean): View | undefined {
  const pan = isShift ? PANS[key] : undefined;
  if (pan) return panBy(view, pan);
  switch (key) {
    case '+':
    case '=':
      return zoomAt(view, ZOOM_STEP);
    case '-':
      return zoomAt(view, 1 / ZOOM_STEP);
    case '0':
      return WHOLE_PICTURE;
    default:
      return undefined;
  }
}
