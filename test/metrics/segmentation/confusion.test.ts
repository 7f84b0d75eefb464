import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classMap } from '../../../core/metrics/segmentation/classMap.ts';
import { Confusion } from '../../../core/metrics/segmentation/confusion.ts';

test('IoU of each class and their mean are those counted by hand, over all pictures together', () => {
  const confusion = new Confusion(4);
  confusion.add([0, 0, 1, 1], [0, 0, 0, 1]);
  confusion.add([2, 1, 0, 2], [1, 1, 255, 7]);
  // Class 0: 2 hits of 3 labelled, 2 predicted (the ignored pixels do not count). Class 1: 2 hits, 3 labelled, 3 predicted.
  // Class 2: predicted once, never labelled. Class 3 does not occur.
  const { iou, meanIou } = confusion.scores();
  assert.deepEqual(iou.slice(0, 3).map((value) => Math.round(value * 1e6) / 1e6), [66.666667, 50, 0]); // prettier-ignore
  assert.ok(Number.isNaN(iou[3]));
  assert.ok(Math.abs(meanIou - (200 / 3 + 50 + 0) / 3) < 1e-9);
});

test('maps of another size and impossible classes are refused; without labelled pixels there is no number', () => {
  const confusion = new Confusion(2);
  assert.throws(() => confusion.add([0], [0, 1]), /1 predicted pixels cannot be compared with 2/);
  assert.throws(() => confusion.add([5], [0]), /Class 5 was predicted, but there are 2/);
  confusion.add([0, 1], [255, 255]);
  assert.ok(Number.isNaN(confusion.scores().meanIou));
});

test('scores are resized bilinearly before the classes are chosen, whatever their layout', () => {
  // One row of two pixels; the second class falls from 3 to −1 against a first class of 0.
  const size = { width: 8, height: 1 };
  const channelsFirst = {
    values: [0, 0, 3, -1],
    width: 2,
    height: 1,
    classes: 2,
    strides: { class: 2, row: 2, column: 1 },
  };
  const channelsLast = {
    values: [0, 3, 0, -1],
    width: 2,
    height: 1,
    classes: 2,
    strides: { class: 1, row: 4, column: 2 },
  };
  // Centres lie at −0.375, −0.125, 0.125, …: the second class is 3 − 4 · place, clamped to the borders, above 0 up to 0.75.
  assert.deepEqual([...classMap(channelsFirst, size)], [1, 1, 1, 1, 1, 0, 0, 0]);
  assert.deepEqual(classMap(channelsLast, size), classMap(channelsFirst, size));
});

test('classes are taken from the nearest pixel', () => {
  const classes = { values: [4, 9], width: 2, height: 1, classes: 1, strides: { class: 0, row: 2, column: 1 } };
  assert.deepEqual([...classMap(classes, { width: 4, height: 2 })], [4, 4, 9, 9, 4, 4, 9, 9]);
});
