/** IEEE half precision and bfloat16 by hand: `Float16Array` is missing from the Node inside older Electron versions. */

const bits = new DataView(new ArrayBuffer(4));

/** The value of the half-precision number with these 16 bits. */
export function float16ToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The 16 bits of the half-precision number nearest to `value`, ties to even; beyond ±65504 it is infinite. */
export function numberToFloat16(value: number): number {
  bits.setFloat32(0, value);
  const single = bits.getUint32(0);
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and above would round to 2^16, which half precision does not have.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 halves are multiples of 2^-24. The product is exact in double precision.
  if (magnitude < 0x38800000) return sign | roundTiesToEven(Math.abs(value) * 2 ** 24);
  // Rebias the exponent by 127 − 15, then drop 13 bits of the fraction; a carry moves into the exponent as it should.
  return sign | roundTiesToEven((magnitude - 0x38000000) / 8192);
}

/** The value of the bfloat16 number with these 16 bits: the upper half of a float32. */
export function bfloat16ToNumber(brain: number): number {
  bits.setUint32(0, brain << 16);
  return bits.getFloat32(0);
}

function roundTiesToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest > 0.5 || (rest === 0.5 && below % 2 === 1)) return below + 1;
  return below;
}
