import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, type PictureData } from '../../../renderer/preview/difference.ts';

function grey(size: number, valueAt: (pixel: number) => number): PictureData {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let pixel = 0; pixel < size * size; pixel += 1)
    data.set([valueAt(pixel), valueAt(pixel), valueAt(pixel), 255], pixel * 4);
  return { width: size, height: size, data };
}

test('equal pictures differ nowhere', () => {
  const picture = grey(16, (pixel) => pixel % 251);
  const difference = differenceOf(picture, picture);
  assert.equal(difference.meanAbsolute, 0);
  assert.equal(difference.maximum, 0);
  assert.equal(difference.psnr, Infinity);
  assert.equal(difference.ssim, 1);
  assert.deepEqual([...difference.heat.subarray(0, 4)], [0, 0, 4, 255]);
});

test('one pixel that differs gives the mean, the maximum and the PSNR of the formula', () => {
  const difference = differenceOf(
    grey(16, () => 100),
    grey(16, (pixel) => (pixel === 0 ? 151 : 100)),
  );
  assert.equal(difference.maximum, 51);
  assert.ok(Math.abs(difference.meanAbsolute - 51 / 256) < 1e-9);
  assert.ok(Math.abs(difference.psnr - 10 * Math.log10(255 ** 2 / (51 ** 2 / 256))) < 1e-3);
});

test('the heat is brightest where the pictures differ most', () => {
  const { heat } = differenceOf(
    grey(16, () => 0),
    grey(16, (pixel) => pixel),
  );
  const lightness = (pixel: number) => heat[pixel * 4]! + heat[pixel * 4 + 1]! + heat[pixel * 4 + 2]!;
  assert.ok(lightness(5) < lightness(30) && lightness(30) < lightness(64));
});

test('pictures smaller than the window have no SSIM', () => {
  assert.equal(
    differenceOf(
      grey(8, () => 1),
      grey(8, () => 2),
    ).ssim,
    undefined,
  );
});

test('pictures of different sizes are refused with both sizes', () => {
  assert.throws(
    () =>
      differenceOf(
        grey(8, () => 1),
        grey(16, () => 1),
      ),
    /8 × 8 and 16 × 16/,
  );
});
