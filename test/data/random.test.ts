import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochOrder, mixSeed, randomCrop } from '../../core/data/random.ts';

test('an order is a permutation, the same for the same seed and epoch', () => {
  const order = epochOrder(100, 233, 7);
  assert.deepEqual(order, epochOrder(100, 233, 7));
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: 100 }, (_, index) => index),
  );
  assert.notDeepEqual(order, epochOrder(100, 233, 8));
});

test('recorded values stay: a saved run must continue with the same pictures in later versions', () => {
  assert.deepEqual([...epochOrder(8, 233, 0)], [7, 6, 1, 0, 5, 4, 2, 3]);
  assert.deepEqual(randomCrop({ loadSize: 286, cropSize: 256, flip: true }, 233, 0, 0), {
    left: 16,
    top: 28,
    size: 256,
    flip: true,
  });
});

test('neighbouring seeds give unrelated numbers', () => {
  const seeds = new Set(Array.from({ length: 1000 }, (_, index) => mixSeed(1, index)));
  assert.equal(seeds.size, 1000);
  assert.notEqual(mixSeed(1, 2), mixSeed(2, 1));
});

test('crops reach every corner and half of the pictures are mirrored', () => {
  const crops = Array.from({ length: 2000 }, (_, index) =>
    randomCrop({ loadSize: 12, cropSize: 8, flip: true }, 1, 0, index),
  );
  const corners = new Set(crops.map(({ left, top }) => `${left},${top}`));
  assert.equal(corners.size, 25);
  const mirrored = crops.filter((crop) => crop.flip).length;
  assert.ok(mirrored > 900 && mirrored < 1100, `${mirrored}`);
});

test('without mirroring the crops stay the same', () => {
  const plain = randomCrop({ loadSize: 12, cropSize: 8, flip: false }, 1, 0, 5);
  const mirrored = randomCrop({ loadSize: 12, cropSize: 8, flip: true }, 1, 0, 5);
  assert.equal(plain.flip, false);
  assert.deepEqual(plain, { ...mirrored, flip: false });
});
