import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cssTransform, panBy, viewAfterKey, WHOLE_PICTURE, zoomAt } from '../../../renderer/preview/view.ts';

test('zooming keeps the place under the pointer', () => {
  const view = zoomAt(WHOLE_PICTURE, 4, { x: 0.25, y: 0.75 });
  const placeUnderPointer = view.centreX + (0.25 - 0.5) / view.zoom;
  assert.ok(Math.abs(placeUnderPointer - 0.25) < 1e-12);
});

test('the frame never leaves the picture', () => {
  const corner = panBy(zoomAt(WHOLE_PICTURE, 2), { x: 99, y: -99 });
  assert.deepEqual(corner, { zoom: 2, centreX: 0.75, centreY: 0.25 });
  assert.deepEqual(panBy(WHOLE_PICTURE, { x: 1, y: 1 }), WHOLE_PICTURE);
});

test('zooming out stops at the whole picture', () => {
  assert.deepEqual(zoomAt(zoomAt(WHOLE_PICTURE, 3, { x: 0, y: 0 }), 0.01), WHOLE_PICTURE);
});

test('the whole picture needs no shift', () => {
  assert.equal(cssTransform(WHOLE_PICTURE), 'translate(0.0000%, 0.0000%) scale(1.0000)');
});

test('keys zoom and reset; others are left to the page', () => {
  assert.equal(viewAfterKey(WHOLE_PICTURE, '+', true)!.zoom, 1.5);
  assert.deepEqual(viewAfterKey({ zoom: 8, centreX: 0.2, centreY: 0.2 }, '0', false), WHOLE_PICTURE);
  assert.equal(viewAfterKey(WHOLE_PICTURE, 'x', false), undefined);
});

test('arrows move the picture only with Shift; without it they change step and sample', () => {
  const close = zoomAt(WHOLE_PICTURE, 2);
  assert.ok(viewAfterKey(close, 'ArrowRight', true)!.centreX > close.centreX);
  assert.equal(viewAfterKey(close, 'ArrowRight', false), undefined);
});
