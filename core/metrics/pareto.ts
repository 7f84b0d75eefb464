/** Which runs are worth their cost. */

export interface TradeOff {
  /** Lower is better. */
  readonly cost: number;
  readonly quality: number;
}

export type QualityDirection = 'higher' | 'lower';

/**
 * The points that no other point beats on both axes, cheapest first. Points without numbers are left out; of equal ones
 * only the first is kept.
 */
export function paretoFront<Point extends TradeOff>(points: readonly Point[], better: QualityDirection): Point[] {
  const sign = better === 'higher' ? 1 : -1;
  const known = points.filter(({ cost, quality }) => Number.isFinite(cost) && Number.isFinite(quality));
  const sorted = [...known].sort((a, b) => a.cost - b.cost || sign * (b.quality - a.quality));
  let best = -Infinity;
  return sorted.filter(({ quality }) => {
    if (sign * quality <= best) return false;
    best = sign * quality;
    return true;
  });
}
