import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { bfloat16ToNumber, float16ToNumber, numberToFloat16 } from '../../core/weights/float16.ts';

test('all 65,536 half-precision numbers survive the way to float32 and back', () => {
  for (let half = 0; half < 0x10000; half += 1) {
    const value = float16ToNumber(half);
    if (Number.isNaN(value)) assert.ok(Number.isNaN(float16ToNumber(numberToFloat16(value))));
    else assert.equal(numberToFloat16(value), half);
  }
});

test('a float32 becomes the nearest half-precision number, from the smallest to the largest', () => {
  const random = xoroshiro128plus(233);
  for (let trial = 0; trial < 20_000; trial += 1) {
    const value = Math.fround((uniformFloat64(random) * 2 - 1) * 2 ** (uniformFloat64(random) * 41 - 25));
    const half = numberToFloat16(value);
    const distance = Math.abs(float16ToNumber(half) - value);
    for (const neighbour of [half - 1, half + 1]) {
      const other = Math.abs(float16ToNumber(neighbour & 0xffff) - value);
      assert.ok(!(other < distance), `${value} became ${float16ToNumber(half)}`);
    }
  }
});

test('halfway between two half-precision numbers the even one is taken', () => {
  assert.equal(float16ToNumber(numberToFloat16(2049)), 2048);
  assert.equal(float16ToNumber(numberToFloat16(2051)), 2052);
  assert.equal(numberToFloat16(2 ** -25), 0);
  assert.equal(float16ToNumber(numberToFloat16(3 * 2 ** -25)), 2 ** -23);
});

test('what half precision cannot hold becomes infinite, and signs, zeros and NaN are kept', () => {
  assert.equal(float16ToNumber(numberToFloat16(65519)), 65504);
  assert.equal(float16ToNumber(numberToFloat16(65520)), Infinity);
  assert.equal(float16ToNumber(numberToFloat16(-1e30)), -Infinity);
  assert.ok(Object.is(float16ToNumber(numberToFloat16(-0)), -0));
  assert.ok(Number.isNaN(float16ToNumber(numberToFloat16(NaN))));
});

test('bfloat16 is the upper half of a float32', () => {
  assert.equal(bfloat16ToNumber(0x3f80), 1);
  assert.equal(bfloat16ToNumber(0xc049), -3.140625);
  assert.equal(bfloat16ToNumber(0x7f80), Infinity);
});
