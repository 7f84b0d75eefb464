import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advanced, begun, fractionOf, timeLeft } from '../../../renderer/runs/timeLeft.ts';

test('the time left follows the pace since the first report, not the preparation', () => {
  const first = advanced(begun(), 1, 11, 50_000);
  assert.equal(timeLeft(first), undefined);
  const later = advanced(first, 3, 11, 52_000);
  assert.equal(timeLeft(later), 8_000);
  assert.equal(fractionOf(later), 3 / 11);
});

test('nothing is known before the first report', () => {
  assert.equal(fractionOf(begun()), undefined);
  assert.equal(timeLeft(begun()), undefined);
});
