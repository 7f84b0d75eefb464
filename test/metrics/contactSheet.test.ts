import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { Pixels } from '../../core/data/pixels.ts';
import { contactSheet } from '../../core/metrics/contactSheet.ts';
import type { SheetColumn } from '../../core/metrics/contactSheet.ts';

const COLUMNS: readonly SheetColumn[] = [
  { label: 'input', role: 'input' },
  { label: 'student <8>', role: 'student' },
];

function flat(size: number, channels: 1 | 3, values: readonly number[]): Pixels {
  const data = Uint8Array.from({ length: size * size * channels }, (_, at) => values[at % channels]!);
  return { width: size, height: size, channels, data };
}

test('each picture lies in its row and column, enlarged, on neutral grey', async () => {
  const grey = flat(8, 1, [200]);
  const red = flat(8, 3, [220, 20, 30]);
  const png = await contactSheet(COLUMNS, [{ pictures: [grey, red] }, { pictures: [red, grey] }], { pictureSize: 64 });
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  assert.equal(info.width, 12 + 2 * 76);
  assert.equal(info.height, 12 + 32 + 2 * 76);
  const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
  assert.deepEqual(pixel(12 + 32, 44 + 32), [200, 200, 200]);
  assert.deepEqual(pixel(88 + 32, 44 + 32), [220, 20, 30]);
  assert.deepEqual(pixel(12 + 32, 120 + 32), [220, 20, 30]);
  assert.deepEqual(pixel(82, 60), [127, 127, 127]);
  // The student's badge.
  assert.deepEqual(pixel(88 + 3, 12 + 11), [0x0f, 0x76, 0x6e]);
});

test('a row with a picture too few is refused', async () => {
  await assert.rejects(
    contactSheet(COLUMNS, [{ pictures: [flat(4, 3, [1, 2, 3])] }]),
    /Row 0 .* has 1 pictures for 2 columns/,
  );
});
