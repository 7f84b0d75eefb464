/**
 * Weights in eight bits: symmetric, one scale for every output channel, so that a channel of small weights keeps its
 * precision beside one of large ones. w ≈ q · s, q ∈ −127 … 127, s = max |w| / 127 of the channel.
 */

export const INT8_LIMIT = 127;

export interface Int8Weight {
  readonly values: Int8Array;
  /** One for every output channel, never 0. */
  readonly scales: Float32Array;
}

/**
 * @param axis the axis of `shape` that counts output channels
 * @param smallestScales lower limits of the scales, where others depend on them
 */
export function quantizeWeight(
  weights: Float32Array,
  shape: readonly number[],
  axis: number,
  smallestScales?: Float32Array,
): Int8Weight {
  const channels = shape[axis]!;
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const channelOf = (index: number): number => Math.floor(index / inner) % channels;
  const largest = new Float32Array(channels);
  weights.forEach((weight, index) => {
    const channel = channelOf(index);
    largest[channel] = Math.max(largest[channel]!, Math.abs(weight));
  });
  const scales = largest.map((value, channel) => {
    // A channel of zeros stays one, whatever its scale.
    const scale = value === 0 ? 1 : value / INT8_LIMIT;
    return Math.max(scale, smallestScales?.[channel] ?? 0);
  });
  const values = Int8Array.from(weights, (weight, index) => Math.round(weight / scales[channelOf(index)]!));
  return { values, scales };
}
