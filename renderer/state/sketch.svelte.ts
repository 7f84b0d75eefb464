/** The drawing with its undo steps, and what it is drawn with. */
import { endGesture, historyOf, record, redo, undo, type History } from '../graph/history.ts';
import type { BasePicture } from '../playground/basePicture.ts';
import {
  beginStroke,
  emptyDrawing,
  extendStroke,
  isEmpty,
  PAPER,
  type Drawing,
  type Point,
  type Tool,
} from '../playground/drawing.ts';

/** Widths as shares of the surface's edge. */
export const THINNEST = 0.004;
export const THICKEST = 0.12;

export class Sketch {
  tool = $state<Tool>('pen');
  colour = $state('#000000');
  /** That of the outlines in the built-in pictures: 2 of 72 units. */
  penWidth = $state(0.028);
  eraserWidth = $state(0.08);
  readonly drawing: Drawing<BasePicture> = $derived.by(() => this.#history.present);
  readonly canUndo: boolean = $derived.by(() => this.#history.past.length > 0);
  readonly canRedo: boolean = $derived.by(() => this.#history.future.length > 0);
  readonly isEmpty: boolean = $derived.by(() => isEmpty(this.drawing));
  readonly width: number = $derived.by(() => (this.tool === 'pen' ? this.penWidth : this.eraserWidth));
  #history = $state.raw<History<Drawing<BasePicture>>>(historyOf(emptyDrawing()));
  #strokes = 0;

  /** Of the current tool. */
  setWidth(width: number): void {
    const bounded = Math.min(Math.max(width, THINNEST), THICKEST);
    if (this.tool === 'pen') this.penWidth = bounded;
    else this.eraserWidth = bounded;
  }

  begin(point: Point): void {
    this.#strokes += 1;
    const stroke = { colour: this.tool === 'pen' ? this.colour : PAPER, width: this.width };
    this.#record(beginStroke(this.drawing, stroke, point), this.#gesture);
  }

  extend(point: Point): void {
    this.#record(extendStroke(this.drawing, point), this.#gesture);
  }

  end(): void {
    this.#history = endGesture(this.#history);
  }

  /** A picture in place of everything. */
  show(base: BasePicture): void {
    this.#record({ base, strokes: [] });
  }

  /** A picture in place of everything, as the drawing to begin with: there is nothing before it to go back to. */
  start(base: BasePicture): void {
    this.#history = historyOf({ base, strokes: [] });
  }

  clear(): void {
    if (!this.isEmpty) this.#record(emptyDrawing());
  }

  undo(): void {
    this.#history = undo(this.#history);
  }

  redo(): void {
    this.#history = redo(this.#history);
  }

  /** One stroke is one step. */
  get #gesture(): string {
    return `stroke ${String(this.#strokes)}`;
  }

  #record(drawing: Drawing<BasePicture>, gesture?: string): void {
    this.#history = record(this.#history, drawing, gesture);
  }
}
