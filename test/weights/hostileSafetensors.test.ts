import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { readSafetensors, writeSafetensors } from '../../core/weights/safetensors.ts';
import { SafetensorsError } from '../../core/weights/safetensorsHeader.ts';
import {
  decodeFloat32,
  elementCount,
  float16Tensor,
  float32Tensor,
  int64Tensor,
} from '../../core/weights/storedTensor.ts';

/** A file with this header and `dataBytes` bytes of data. */
function fileOf(header: string, dataBytes: number, statedLength = BigInt(Buffer.byteLength(header))): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(statedLength);
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(dataBytes)]);
}

function entry(shape: readonly unknown[], from: unknown, to: unknown, dtype: unknown = 'F32') {
  return { dtype, shape, data_offsets: [from, to] };
}

const HOSTILE: readonly [what: string, file: Uint8Array, message: RegExp][] = [
  [
    'a header of 2^64 − 1 bytes',
    fileOf('{}', 0, 2n ** 64n - 1n),
    /header has 18446744073709551615 bytes, but the file has/,
  ],
  ['a header longer than the file', fileOf('{}', 0, 3n), /header has 3 bytes, but the file has 10/],
  ['a header that is not JSON', fileOf('{"a":', 0), /header is not JSON/],
  ['a header that is not UTF-8', Buffer.concat([fileOf('', 0, 2n), Buffer.of(0xff, 0xfe)]), /header is not JSON/],
  ['a header that is a list', fileOf('[]', 0), /not a JSON object/],
  ['a header of a million brackets', fileOf('['.repeat(1_000_000), 0), /header is not JSON/],
  ['an entry without a place', fileOf('{"a":{"dtype":"F32","shape":[1]}}', 4), /entry "a" is wrong: data_offsets/],
  ['an unknown type', fileOf(JSON.stringify({ a: entry([1], 0, 4, 'F4') }), 4), /entry "a" is wrong: dtype/],
  ['a negative side', fileOf(JSON.stringify({ a: entry([-1], 0, 4) }), 4), /entry "a" is wrong: shape\.0/],
  ['a fractional side', fileOf(JSON.stringify({ a: entry([1.5], 0, 6) }), 6), /entry "a" is wrong: shape\.0/],
  ['a negative offset', fileOf(JSON.stringify({ a: entry([1], -4, 0) }), 4), /entry "a" is wrong: data_offsets\.0/],
  [
    'a shape whose size overflows',
    fileOf(JSON.stringify({ a: entry([2 ** 40, 2 ** 40], 0, 0) }), 0),
    /needs 4835703278458516698824704 bytes/,
  ],
  [
    'a place of the wrong size',
    fileOf(JSON.stringify({ a: entry([3], 0, 8) }), 8),
    /shape \[3\] needs 12 bytes, but its place in the file is from 0 to 8/,
  ],
  ['a place that ends before it starts', fileOf(JSON.stringify({ a: entry([1], 4, 0) }), 4), /from 4 to 0/],
  ['a place behind the end', fileOf(JSON.stringify({ a: entry([2], 0, 8) }), 4), /tensors end at byte/],
  [
    'two tensors in one place',
    fileOf(JSON.stringify({ a: entry([1], 0, 4), b: entry([1], 0, 4) }), 4),
    /"b" overlaps the one before it/,
  ],
  [
    'bytes that belong to no tensor',
    fileOf(JSON.stringify({ a: entry([1], 4, 8) }), 8),
    /"a" leaves unused bytes before it/,
  ],
  [
    'bytes behind the last tensor',
    fileOf(JSON.stringify({ a: entry([1], 0, 4) }), 12),
    /tensors end at byte .* but the file has/,
  ],
  ['metadata that is not text', fileOf('{"__metadata__":{"a":1}}', 0), /"__metadata__" must map names to texts/],
  [
    'a name of 10,000 letters, which the message shortens',
    fileOf(JSON.stringify({ ['x'.repeat(10_000)]: 1 }), 0),
    /^.{80,300}$/,
  ],
];

for (const [what, file, message] of HOSTILE) {
  test(`a file with ${what} is refused`, () => {
    assert.throws(
      () => readSafetensors(file),
      (error) => error instanceof SafetensorsError && message.test(error.message),
    );
  });
}

test('5,000 damaged files are each refused with a sentence or read within their bounds', () => {
  const sound = writeSafetensors(
    new Map([
      ['model.1.weight', float32Tensor([2, 3], Float32Array.of(1, 2, 3, 4, 5, 6))],
      ['model.1.bias', float16Tensor([3], Float32Array.of(1, 2, 3))],
      ['model.2.num_batches_tracked', int64Tensor([], [5])],
    ]),
    { format: 'pt' },
  );
  const random = xoroshiro128plus(233);
  const upTo = (most: number): number => uniformInt(random, 0, most);
  let refused = 0;
  for (let trial = 0; trial < 5_000; trial += 1) {
    const cut = upTo(9) === 0 ? upTo(sound.length) : sound.length;
    const file = sound.slice(0, cut);
    for (let change = upTo(3); change >= 0 && file.length > 0; change -= 1) file[upTo(file.length - 1)] = upTo(255);
    try {
      for (const tensor of readSafetensors(file).tensors.values()) {
        assert.equal(decodeFloat32(tensor).length, elementCount(tensor.shape));
      }
    } catch (error) {
      assert.ok(error instanceof SafetensorsError, String(error));
      refused += 1;
    }
  }
  assert.ok(refused > 2_000, `only ${refused} were refused`);
});
