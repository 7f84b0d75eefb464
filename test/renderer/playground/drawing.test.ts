import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endGesture, historyOf, record, redo, undo, type History } from '../../../renderer/graph/history.ts';
import {
  beginStroke,
  emptyDrawing,
  extendStroke,
  isEmpty,
  pointIn,
  type Drawing,
} from '../../../renderer/playground/drawing.ts';
import { penAfterKey } from '../../../renderer/playground/keyboardPen.ts';

const PEN = { colour: '#000000', width: 0.01 };

/** Draws a stroke through the points as one gesture. */
function drawn(
  history: History<Drawing<string>>,
  gesture: string,
  points: readonly (readonly [number, number])[],
): History<Drawing<string>> {
  const [first = [0, 0], ...others] = points;
  const begun = beginStroke(history.present, PEN, { x: first[0], y: first[1] });
  return endGesture(
    others.reduce(
      (at, [x, y]) => record(at, extendStroke(at.present, { x, y }), gesture),
      record(history, begun, gesture),
    ),
  );
}

test('a stroke is one step to undo, however many points it has', () => {
  const first = drawn(historyOf(emptyDrawing<string>()), '1', [[0, 0], [0.1, 0], [0.2, 0.1]]); // prettier-ignore
  const second = drawn(first, '2', [[0.5, 0.5]]);
  assert.deepEqual(second.present.strokes.map(({ points }) => points.length), [3, 1]); // prettier-ignore
  const back = undo(second);
  assert.equal(back.present.strokes.length, 1);
  assert.equal(redo(back).present, second.present);
  assert.ok(isEmpty(undo(back).present));
});

test('a new picture takes the strokes away, and undo brings both back', () => {
  const before = drawn(historyOf<Drawing<string>>({ base: 'cat', strokes: [] }), '1', [[0, 0], [1, 1]]); // prettier-ignore
  const after = record(before, { base: 'dog', strokes: [] });
  assert.deepEqual(undo(after).present, before.present);
});

test('points on the same spot say nothing new', () => {
  const drawing = beginStroke(emptyDrawing<string>(), PEN, { x: 0.5, y: 0.5 });
  assert.equal(extendStroke(drawing, { x: 0.5, y: 0.5003 }), drawing);
  assert.equal(extendStroke(drawing, { x: 0.5, y: 0.51 }).strokes[0]?.points.length, 2);
  const empty = emptyDrawing<string>();
  assert.equal(extendStroke(empty, { x: 0.5, y: 0.5 }), empty);
});

test('a pointer that leaves the surface draws along its edge', () => {
  assert.deepEqual(pointIn({ width: 200, height: 100 }, 50, 75), { x: 0.25, y: 0.75 });
  assert.deepEqual(pointIn({ width: 200, height: 100 }, -20, 300), { x: 0, y: 1 });
});

test('the keyboard moves the pen, sets it down and lifts it', () => {
  const start = { point: { x: 0.5, y: 0.99 }, isDown: false };
  const down = penAfterKey(start, ' ', false);
  assert.deepEqual(down, { ...start, isDown: true });
  assert.deepEqual(penAfterKey(start, 'ArrowDown', true)?.point, { x: 0.5, y: 1 });
  assert.ok(Math.abs(penAfterKey(start, 'ArrowLeft', false)!.point.x - 0.49) < 1e-9);
  assert.equal(penAfterKey(down!, 'Escape', false)?.isDown, false);
  // Escape with the pen up, and every other key, belong to somebody else.
  assert.equal(penAfterKey(start, 'Escape', false), undefined);
  assert.equal(penAfterKey(start, 'x', false), undefined);
});
