/** The transforms against numbers recorded from the official code (test/fixtures/reference, case `preprocess`). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutInTwo } from '../../core/data/decodePair.ts';
import type { Crop } from '../../core/data/floatImage.ts';
import { toPixels, writeCrop } from '../../core/data/floatImage.ts';
import type { Pixels } from '../../core/data/pixels.ts';
import { resampleBicubic } from '../../core/data/resampleBicubic.ts';
import { decodeFloat32 } from '../../core/weights/storedTensor.ts';
import { referenceJson, referenceTensors } from '../fixtures/reference.ts';

interface PreprocessManifest {
  readonly cases: {
    readonly preprocess: {
      readonly config: {
        readonly load_size: number;
        readonly crop_size: number;
        readonly crop_pos: readonly [number, number];
        readonly upsample_to: number;
      };
    };
  };
}

const { config } = referenceJson<PreprocessManifest>('manifest.json').cases.preprocess;
const tensors = referenceTensors('preprocess');
const TOLERANCE = 1e-6;

function tensor(name: string) {
  const found = tensors.get(name);
  assert.ok(found, `the reference has no ${name}`);
  return found;
}

function pixels(name: string): Pixels {
  const { shape, bytes } = tensor(name);
  const [height, width] = shape as [number, number];
  return { width, height, channels: 3, data: bytes };
}

/** The recorded image, brought from channels first to channels last. */
function channelsLast(name: string): { values: Float32Array; shape: [number, number, number, number] } {
  const [channels, height, width] = tensor(name).shape as [number, number, number];
  const source = decodeFloat32(tensor(name));
  const values = new Float32Array(source.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let at = 0; at < height * width; at++) {
      values[at * channels + channel] = source[channel * height * width + at]!;
    }
  }
  return { values, shape: [1, height, width, channels] };
}

function assertSame(picture: Pixels, crop: Crop, expectedName: string): void {
  const actual = new Float32Array(crop.size * crop.size * 3);
  writeCrop(picture, crop, actual, 0);
  const expected = channelsLast(expectedName).values;
  assert.equal(actual.length, expected.length);
  const worst = actual.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
  assert.ok(worst <= TOLERANCE, `${expectedName} differs by ${worst}`);
}

test('a side-by-side picture is cut, resized, cropped and mirrored as the official dataset does', () => {
  const { load_size: loadSize, crop_size: size } = config;
  const [left, top] = config.crop_pos;
  const pair = cutInTwo(pixels('AB_u8_hwc'), 'left');
  for (const flip of [false, true]) {
    const suffix = flip ? '.flipped' : '';
    const crop = { left, top, size, flip };
    assertSame(resampleBicubic(pair.input, loadSize, loadSize), crop, `aligned.A${suffix}`);
    assertSame(resampleBicubic(pair.target, loadSize, loadSize), crop, `aligned.B${suffix}`);
  }
});

test('evaluation resizes straight to the crop size, also upwards', () => {
  const single = pixels('single_u8_hwc');
  for (const [size, name] of [
    [config.crop_size, 'single.eval'],
    [config.upsample_to, 'single.upsampled'],
  ] as const) {
    assertSame(resampleBicubic(single, size, size), { left: 0, top: 0, size, flip: false }, name);
  }
});

test('floats go back to 8 bits as in the official tensor2im', () => {
  const { values, shape } = channelsLast('tensor2im.input');
  assert.deepEqual([...toPixels(values, shape).data], [...tensor('tensor2im.u8_hwc').bytes]);
});
