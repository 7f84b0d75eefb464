/** Keras' VGG16, in files that h5py has written (test/fixtures/weights/make_keras.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { examineWeights } from '../../../core/weights/import/importWeights.ts';
import { vgg16PathsIn } from '../../../core/weights/hdf5/kerasNames.ts';
import { openWeights } from '../../../core/weights/openWeights.ts';
import { decodeFloat32 } from '../../../core/weights/storedTensor.ts';
import { WeightsFileError } from '../../../core/weights/weightsFileError.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'weights');
const FILE = join(FIXTURES, 'keras_vgg16.h5');
const CHANNELS = 4;

const ArraysSchema = z.record(z.string(), z.object({ shape: z.array(z.number()), values: z.array(z.number()) }));
const ARRAYS = ArraysSchema.parse(JSON.parse(readFileSync(join(FIXTURES, 'keras_vgg16.json'), 'utf8')));

async function tensor(name: string): Promise<Float32Array> {
  const source = await openWeights(FILE);
  try {
    return decodeFloat32(await source.read(name));
  } finally {
    await source.close();
  }
}

test('the convolutions of all five blocks are there in torchvision’s names and shapes, and nothing else', async () => {
  const source = await openWeights(FILE);
  await source.close();
  assert.equal(source.format, 'keras-h5');
  assert.equal(source.tensors.size, 26);
  const shapeOf = (name: string) => source.tensors.get(name)?.shape;
  assert.deepEqual(shapeOf('features.0.weight'), [CHANNELS, 3, 3, 3]);
  for (const index of [2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]) {
    assert.deepEqual(shapeOf(`features.${index}.weight`), [CHANNELS, CHANNELS, 3, 3]);
    assert.deepEqual(shapeOf(`features.${index}.bias`), [CHANNELS]);
  }
});

test('a .weights.h5 file of Keras 3, which names layers by position, holds the same', async () => {
  const [named, placed] = [await openWeights(FILE), await openWeights(join(FIXTURES, 'keras_vgg16.weights.h5'))];
  assert.deepEqual([...placed.tensors.keys()].sort(), [...named.tensors.keys()].sort());
  for (const name of named.tensors.keys()) {
    assert.deepEqual(decodeFloat32(await placed.read(name)), decodeFloat32(await named.read(name)), name);
  }
  await Promise.all([named.close(), placed.close()]);
});

test('places in a network in another one are found, and a network with other convolutions is refused by their number', () => {
  const places = (network: string, count: number): [string, { shape: number[] }][] =>
    Array.from({ length: count }, (_, position): [string, { shape: number[] }][] => {
      const layer = `${network}conv2d${position === 0 ? '' : `_${position}`}/vars`;
      return [
        [`${layer}/0`, { shape: [3, 3, 4, 4] }],
        [`${layer}/1`, { shape: [4] }],
      ];
    }).flat();
  const inner = 'layers/functional/layers/';
  const paths = vgg16PathsIn(new Map([...places('layers/', 2), ...places(inner, 13)]));
  assert.equal(paths.size, 26);
  assert.equal(paths.get('features.28.bias'), `${inner}conv2d_12/vars/1`);
  assert.throws(
    () => vgg16PathsIn(new Map(places('layers/', 16))),
    /VGG16, which has 13 convolutions: "layers\/" has 16/,
  );
  assert.equal(vgg16PathsIn(new Map([['optimizer/vars/0', { shape: [] }]])).size, 0);
});

test('a later kernel is the same numbers in PyTorch’s order', async () => {
  const kernel = await tensor('features.2.weight');
  const { values } = ARRAYS['block1_conv2/block1_conv2_W_1:0']!;
  for (const [out, input, y, x] of [
    [0, 0, 0, 0],
    [1, 2, 0, 1],
    [3, 3, 2, 2],
  ] as const) {
    // prettier-ignore
    const theirs = values[((y * 3 + x) * CHANNELS + input) * CHANNELS + out]!;
    assert.equal(kernel[((out * CHANNELS + input) * 3 + y) * 3 + x], Math.fround(theirs));
  }
});

test('a patch in torchvision’s convention gives Keras’ answer to the same patch, on the scale of 255 times the deviation', async () => {
  const [kernel, bias] = [await tensor('features.0.weight'), await tensor('features.0.bias')];
  const theirKernel = ARRAYS['block1_conv1/block1_conv1_W_1:0']!.values;
  const theirBias = ARRAYS['block1_conv1/block1_conv1_b_1:0']!.values;
  const mean = [0.485, 0.456, 0.406];
  const std = [0.229, 0.224, 0.225];
  /** Red, green, blue of nine pixels, 0…1. */
  const colour = (pixel: number, channel: number): number => ((pixel * 7 + channel * 5) % 11) / 10;
  for (let out = 0; out < CHANNELS; out += 1) {
    let [ours, theirs] = [bias[out]!, theirBias[out]!];
    for (let pixel = 0; pixel < 9; pixel += 1) {
      for (let rgb = 0; rgb < 3; rgb += 1) {
        const value = colour(pixel, rgb);
        ours += (kernel[(out * 3 + rgb) * 9 + pixel]! * (value - mean[rgb]!)) / std[rgb]!;
        theirs += theirKernel[(pixel * 3 + (2 - rgb)) * CHANNELS + out]! * 255 * (value - mean[rgb]!);
      }
    }
    const scale = (255 * (std[0]! + std[1]! + std[2]!)) / 3;
    assert.ok(Math.abs(ours - theirs / scale) < 1e-6, `${ours} and ${theirs / scale}`);
  }
});

test('what it is and what was changed is told; too few channels are named by their shapes', async () => {
  const { parts } = await examineWeights(FILE);
  assert.match(parts[0]!.notes[0]!, /BGR to RGB/);
  assert.equal(parts[0]!.fits, false);
  assert.match(parts[0]!.verdict, /VGG16[^]*features\.0\.weight +\[64, 3, 3, 3\] +\[4, 3, 3, 3\]/);
});

test('what Keras does not write by default is refused with what to do instead', async () => {
  await assert.rejects(openWeights(join(FIXTURES, 'keras_compressed.h5')), (error) => {
    return (
      error instanceof WeightsFileError &&
      /"block1_conv1\/kernel:0" is stored in pieces or compressed/.test(error.message)
    );
  });
  await assert.rejects(openWeights(join(FIXTURES, 'keras_newest.h5')), /newer layout of HDF5/);
});
