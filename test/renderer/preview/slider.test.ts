import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sliderAfterKey, WIPE_RANGE, wipeAtPointer } from '../../../renderer/preview/slider.ts';

test('arrows move the wipe a little, with Shift a lot', () => {
  assert.equal(sliderAfterKey(50, 'ArrowRight', false, WIPE_RANGE), 51);
  assert.equal(sliderAfterKey(50, 'ArrowLeft', true, WIPE_RANGE), 40);
  assert.equal(sliderAfterKey(50, 'PageUp', false, WIPE_RANGE), 60);
});

test('Home and End go to the edges, and nothing goes beyond them', () => {
  assert.equal(sliderAfterKey(50, 'Home', false, WIPE_RANGE), 0);
  assert.equal(sliderAfterKey(50, 'End', false, WIPE_RANGE), 100);
  assert.equal(sliderAfterKey(96, 'ArrowUp', true, WIPE_RANGE), 100);
});

test('other keys are left to the page', () => {
  assert.equal(sliderAfterKey(50, 'Tab', false, WIPE_RANGE), undefined);
});

test('the pointer sets the edge where it is', () => {
  assert.equal(wipeAtPointer(150, { left: 100, width: 200 }), 25);
  assert.equal(wipeAtPointer(0, { left: 100, width: 200 }), 0);
});
