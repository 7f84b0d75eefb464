import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LAYOUTS, RANGES } from '../../../core/pipeline/index.ts';
import {
  canvasOfPixels,
  pictureOf,
  pixelsOfCanvas,
  resizeCanvasPixels,
  tensorOf,
  type CanvasPixels,
} from '../../../renderer/playground/modelPixels.ts';

/** Red, green / blue, white. */
const CORNERS: CanvasPixels = {
  width: 2,
  height: 2,
  data: new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]),
};

function randomPicture(edge: number): CanvasPixels {
  const data = Uint8ClampedArray.from({ length: edge * edge * 4 }, (_, at) => (at % 4 === 3 ? 255 : (at * 7919) % 256));
  return { width: edge, height: edge, data };
}

test('a model is given numbers in its own range and order', () => {
  const numbers = (range: '-1..1' | '0..255', layout: 'NCHW' | 'NHWC') => {
    const { values, shape } = tensorOf(CORNERS, { convention: { range, layout }, inputChannels: 3 });
    return { values: [...values], shape };
  };
  assert.deepEqual(numbers('0..255', 'NHWC'), {
    values: [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255],
    shape: [1, 2, 2, 3],
  });
  assert.deepEqual(numbers('-1..1', 'NCHW'), {
    values: [1, -1, -1, 1, -1, 1, -1, 1, -1, -1, 1, 1],
    shape: [1, 3, 2, 2],
  });
});

test('a grey model is given one channel, with the weights that training uses', () => {
  const convention = { range: '0..255', layout: 'NCHW' } as const;
  const { values, shape } = tensorOf(CORNERS, { convention, inputChannels: 1 });
  assert.deepEqual(shape, [1, 1, 2, 2]);
  assert.deepEqual([...values].map(Math.round), [76, 150, 29, 255]);
});

test('a picture comes back from every convention as it was, but for one grey level of cutting off', () => {
  const picture = randomPicture(16);
  for (const range of RANGES) {
    for (const layout of LAYOUTS) {
      const convention = { range, layout };
      const back = pictureOf(tensorOf(picture, { convention, inputChannels: 3 }), convention);
      assert.deepEqual([back.width, back.height], [16, 16]);
      const farthest = Math.max(...picture.data.map((level, at) => Math.abs(level - back.data[at]!)));
      assert.ok(farthest <= 1, `${range} ${layout}: ${farthest}`);
    }
  }
});

test('a grey answer is shown grey, and opaque', () => {
  const convention = { range: '0..255', layout: 'NCHW' } as const;
  const answer = pictureOf({ values: Float32Array.from([0, 255]), shape: [1, 1, 1, 2] }, convention);
  assert.deepEqual([...answer.data], [0, 0, 0, 255, 255, 255, 255, 255]);
});

test('a picture that is not square, or has other channels, is refused with its size', () => {
  const convention = { range: '-1..1', layout: 'NCHW' } as const;
  const wide = { width: 4, height: 1, data: CORNERS.data };
  assert.throws(() => tensorOf(wide, { convention, inputChannels: 3 }), /4 × 1 pixels/);
  assert.throws(() => tensorOf(CORNERS, { convention, inputChannels: 4 }), /takes 4 channels/);
});

test('resizing keeps the size it has, and averages when it reduces', () => {
  assert.equal(resizeCanvasPixels(CORNERS, 2), CORNERS);
  const checks = canvasOfPixels({
    width: 64,
    height: 64,
    channels: 1,
    data: Uint8Array.from({ length: 64 * 64 }, (_, at) => ((at + Math.floor(at / 64)) % 2) * 255),
  });
  const small = pixelsOfCanvas(resizeCanvasPixels(checks, 8));
  assert.deepEqual([small.width, small.height], [8, 8]);
  assert.ok(small.data.every((level) => Math.abs(level - 127) < 4));
});
