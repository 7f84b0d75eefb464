/** Thins out a long series for drawing without losing its peaks. */

/**
 * Positions of at most `maximum` (≥ 4) of `values`, ascending: the first, the last, and the lowest and highest of each of
 * equally long stretches between. A stretch with a NaN or ±Infinity shows that instead of its lowest.
 */
export function downsample(values: readonly number[], maximum: number): number[] {
  if (maximum < 4) throw new RangeError(`A series cannot be thinned out to ${maximum} points; 4 is the least.`);
  if (values.length <= maximum) return values.map((_, position) => position);
  const stretches = Math.floor((maximum - 2) / 2);
  const inner = values.length - 2;
  const picked = [0];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = 1 + Math.floor((stretch * inner) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    picked.push(...extremesOf(values, from, to));
  }
  picked.push(values.length - 1);
  return picked;
}

/** Positions of the lowest (or first non-finite) and the highest value from `from` to before `to`, ascending. */
function extremesOf(values: readonly number[], from: number, to: number): number[] {
  let lowest = from;
  let highest = from;
  let broken: number | undefined;
  for (let position = from; position < to; position += 1) {
    const value = values[position]!;
    if (!Number.isFinite(value)) broken ??= position;
    else {
      if (!(values[lowest]! <= value)) lowest = position;
      if (!(values[highest]! >= value)) highest = position;
    }
  }
  const low = broken ?? lowest;
  if (low === highest) return [low];
  return low < highest ? [low, highest] : [highest, low];
}
