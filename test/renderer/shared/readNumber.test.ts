import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNumber } from '../../../renderer/components/shared/readNumber.ts';

const range = { minimum: 0, maximum: 512, whole: false, optional: false };

test('decimal comma and powers of ten are read', () => {
  assert.deepEqual(readNumber(' 0,5 ', range), { ok: true, value: 0.5 });
  assert.deepEqual(readNumber('1e-5', range), { ok: true, value: 1e-5 });
});

test('what is no number, out of range or not whole is refused with the reason', () => {
  assert.deepEqual(readNumber('abc', range), { ok: false, message: '“abc” is not a number.' });
  assert.deepEqual(readNumber('-1', range), { ok: false, message: 'The least is 0.' });
  assert.deepEqual(readNumber('600', range), { ok: false, message: 'The most is 512.' });
  assert.deepEqual(readNumber('1.5', { ...range, whole: true }), { ok: false, message: 'Enter a whole number.' });
});

test('only optional fields may be empty', () => {
  assert.deepEqual(readNumber('', { ...range, optional: true }), { ok: true, value: undefined });
  assert.ok(!readNumber('', range).ok);
});

test('a thousands comma is not taken for a decimal one', () => {
  const read = readNumber('10,000', { ...range, maximum: Infinity });
  assert.deepEqual(read, {
    ok: false,
    message: '“10,000” can be read in two ways. Write 10000, or a point for the decimals.',
  });
  assert.deepEqual(readNumber('0,125', range), { ok: true, value: 0.125 });
});

test('a whole number stays one that can be counted exactly', () => {
  const read = readNumber('1e30', { minimum: 1, maximum: Infinity, whole: true, optional: false });
  assert.deepEqual(read, { ok: false, message: `The most is ${Number.MAX_SAFE_INTEGER}.` });
});
