import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { decodeImage, readTraits, renderSvg } from '../../core/data/decodeImage.ts';
import { toGrey } from '../../core/data/pixels.ts';

function flat(width: number, height: number, alpha?: number) {
  const colour = { r: 200, g: 100, b: 50 };
  return alpha === undefined
    ? sharp({ create: { width, height, channels: 3, background: colour } })
    : sharp({ create: { width, height, channels: 4, background: { ...colour, alpha } } });
}

async function firstPixel(content: Buffer): Promise<number[]> {
  const picture = await decodeImage(content);
  assert.equal(picture.channels, 3);
  assert.equal(picture.data.length, picture.width * picture.height * 3);
  return [...picture.data.subarray(0, 3)];
}

function assertNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  actual.forEach((value, at) =>
    assert.ok(Math.abs(value - expected[at]!) <= tolerance, `${actual} is not ${expected}`),
  );
}

test('plain, palette and 16-bit pictures decode to the same 8-bit RGB', async () => {
  const contents = [
    await flat(4, 3).png().toBuffer(),
    await flat(4, 3).png({ palette: true }).toBuffer(),
    await flat(4, 3).toColourspace('rgb16').png().toBuffer(),
  ];
  for (const content of contents) assert.deepEqual(await firstPixel(content), [200, 100, 50]);
  assert.deepEqual(await readTraits(contents[2]!), ['high-bit-depth']);
});

test('transparent parts lie on white', async () => {
  const content = await flat(4, 3, 0.5).png().toBuffer();
  assertNear(await firstPixel(content), [227, 177, 152], 1);
  assert.deepEqual(await readTraits(content), ['transparent']);
  assert.deepEqual(await readTraits(await flat(4, 3, 1).png().toBuffer()), []);
});

test('grey pictures get three equal channels', async () => {
  const content = await flat(4, 3).toColourspace('b-w').png().toBuffer();
  const [red, green, blue] = await firstPixel(content);
  assert.ok(red === green && green === blue);
  assert.deepEqual(await readTraits(content), ['grey']);
});

test('CMYK pictures become RGB', async () => {
  const content = await flat(4, 3).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
  assertNear(await firstPixel(content), [200, 100, 50], 40);
  assert.deepEqual(await readTraits(content), ['cmyk']);
});

test('pictures that the camera stored on their side are turned upright', async () => {
  const content = await flat(4, 3).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const picture = await decodeImage(content);
  assert.deepEqual([picture.width, picture.height], [3, 4]);
  assert.deepEqual(await readTraits(content), ['rotated']);
});

test('drawings are fitted into the asked square on white', async () => {
  const wide = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>';
  const picture = await renderSvg(Buffer.from(wide), 40);
  assert.deepEqual([picture.width, picture.height], [40, 40]);
  assert.equal(picture.data[0], 255);
  assert.equal(picture.data[(20 * 40 + 20) * 3], 0);
});

test('grey conversion is the integer formula of ITU-R 601-2', () => {
  const data = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 100, 50]);
  const grey = toGrey({ width: 4, height: 1, channels: 3, data });
  assert.deepEqual([...grey.data], [76, 150, 29, 124]);
});
