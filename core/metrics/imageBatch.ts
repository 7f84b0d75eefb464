/** What all picture metrics share: two NHWC batches of floats −1 … 1 and one result per picture. */

/** [count, height, width, channels] */
export type BatchShape = readonly [number, number, number, number];

/** Throws a `RangeError` unless both batches hold exactly as many values as the shape says. */
export function requireSameShape(first: Float32Array, second: Float32Array, shape: BatchShape): void {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (first.length === expected && second.length === expected) return;
  throw new RangeError(
    `Two batches of shape [${shape.join(', ')}] (NHWC) need ${expected} values each, but have ${first.length} and ${second.length}.`,
  );
}

/** Calls `measure` with the values of each picture of both batches. */
export function mapPictures(
  first: Float32Array,
  second: Float32Array,
  shape: BatchShape,
  measure: (first: Float32Array, second: Float32Array) => number,
): number[] {
  requireSameShape(first, second, shape);
  const [count, height, width, channels] = shape;
  const length = height * width * channels;
  return Array.from({ length: count }, (_, index) =>
    measure(
      first.subarray(index * length, (index + 1) * length),
      second.subarray(index * length, (index + 1) * length),
    ),
  );
}
