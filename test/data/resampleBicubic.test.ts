import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pixels } from '../../core/data/pixels.ts';
import { resampleBicubic } from '../../core/data/resampleBicubic.ts';

function grey(width: number, height: number, values: readonly number[]): Pixels {
  return { width, height, channels: 1, data: Uint8Array.from(values) };
}

test('a picture of one colour keeps it at every size', () => {
  const flat = grey(7, 5, new Array<number>(35).fill(131));
  for (const [width, height] of [
    [1, 1],
    [3, 9],
    [64, 2],
    [7, 20],
  ] as const) {
    const resized = resampleBicubic(flat, width, height);
    assert.equal(resized.data.length, width * height);
    assert.ok(resized.data.every((value) => value === 131));
  }
});

test('the same size gives the same picture', () => {
  const picture = grey(2, 2, [1, 2, 3, 250]);
  assert.deepEqual(resampleBicubic(picture, 2, 2).data, picture.data);
});

test('doubling two pixels gives the weights of the Keys kernel, computed by hand', () => {
  // Output 0 lies at input position −0.25: kernel(0.25) = 0.8671875 on pixel 0, kernel(1.25) = −0.0703125 … on pixel 1.
  // k(0.25) = 1.5·0.25³ − 2.5·0.25² + 1 = 0.8671875; k(1.25) = −0.5·(1.25³ − 5·1.25² + 8·1.25 − 4) = −0.0703125.
  const share = -0.0703125 / (0.8671875 - 0.0703125);
  // Output 1 lies at 0.25: k(0.25) on pixel 0 and k(0.75) = 1.5·0.75³ − 2.5·0.75² + 1 = 0.2265625 on pixel 1.
  const inner = 0.2265625 / (0.8671875 + 0.2265625);
  const expected = [share, inner, 1 - inner, 1 - share].map((weight) => Math.round(100 + 100 * weight));
  assert.deepEqual([...resampleBicubic(grey(2, 1, [100, 200]), 4, 1).data], expected);
});

test('overshoot is clipped to 0 and 255 instead of wrapping round', () => {
  const resized = resampleBicubic(grey(2, 1, [0, 255]), 8, 1);
  assert.equal(resized.data[1], 0);
  assert.equal(resized.data[6], 255);
});

test('reducing averages over all pixels instead of skipping some', () => {
  const stripes = grey(
    64,
    1,
    Array.from({ length: 64 }, (_, x) => (x % 2) * 255),
  );
  for (const value of resampleBicubic(stripes, 8, 1).data) assert.ok(Math.abs(value - 127.5) < 8, `${value}`);
});
