/** A pen that is moved with the keyboard. */
import type { Point } from './drawing.ts';

export interface PenState {
  readonly point: Point;
  readonly isDown: boolean;
}

/** Shares of the surface's edge. */
const STEP = 0.01;
const LARGE_STEP = 0.05;

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The pen after a key; undefined for keys that are not about it. */
export function penAfterKey(pen: PenState, key: string, isShift: boolean): PenState | undefined {
  const direction = DIRECTIONS[key];
  if (direction) {
    const step = isShift ? LARGE_STEP : STEP;
    const moved = (at: number, by: number): number => Math.min(Math.max(at + by * step, 0), 1);
    return { ...pen, point: { x: moved(pen.point.x, direction.x), y: moved(pen.point.y, direction.y) } };
  }
  if (key === ' ') return { ...pen, isDown: !pen.isDown };
  return key === 'Escape' && pen.isDown ? { ...pen, isDown: false } : undefined;
}
