import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSteps } from '../../../renderer/format/numbers.ts';
import { formatPace } from '../../../renderer/format/speed.ts';

test('the pace of training is told the way round that has a number above one', () => {
  assert.equal(formatPace(4.62), '4.6 steps/s');
  assert.equal(formatPace(0.4), '2.5 s/step');
  assert.equal(formatPace(0), '–');
});

test('steps are told with their total once it is known', () => {
  assert.equal(formatSteps(120, 5000), '120 / 5,000');
  assert.equal(formatSteps(0, null), '0');
});
