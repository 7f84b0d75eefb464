/** Which picture goes into which split: as many as the shares ask for, as far as near-duplicates that stay together allow. */
import type { PairSample, Split } from '../pairSource.ts';
import { hashToUnit } from '../split.ts';

interface Shares {
  readonly validation: number;
  readonly test: number;
}

/** Pictures without partners are counted for each kind of their own, so that neither kind goes without a split. */
type Kind = 'input' | 'target' | 'pair';
type Counts = ReadonlyMap<Kind, number>;

/**
 * In the order of a hash of their names, families (and pictures without one) go where there is room for all of them; the
 * rest is trained on. A chance for every picture by itself would give a small folder far more or less than its share.
 */
export function assignSplits(
  samples: readonly PairSample[],
  families: readonly (readonly string[])[],
  shares: Shares,
): Record<Split, string[]> {
  const totals = countKinds(samples);
  const rooms = (['validation', 'test'] as const).map((split) => ({ split, left: roomOf(totals, shares[split]) }));
  const splits: Record<Split, string[]> = { train: [], validation: [], test: [] };
  for (const unit of unitsOf(samples, families)) {
    const counts = countKinds(unit);
    const room = rooms.find(({ left }) => [...counts].every(([kind, count]) => count <= left.get(kind)!));
    for (const [kind, count] of room ? counts : []) room!.left.set(kind, room!.left.get(kind)! - count);
    splits[room?.split ?? 'train'].push(...unit.map(({ id }) => id));
  }
  return splits;
}

/** A share that is asked for gets at least one picture. */
function roomOf(totals: Counts, share: number): Map<Kind, number> {
  const room = (total: number): number => (share > 0 ? Math.max(1, Math.round(total * share)) : 0);
  return new Map([...totals].map(([kind, total]) => [kind, room(total)]));
}

function unitsOf(samples: readonly PairSample[], families: readonly (readonly string[])[]): PairSample[][] {
  const familyOf = new Map(families.flatMap((family) => family.map((id) => [id, family[0]!] as const)));
  const units = new Map<string, PairSample[]>();
  for (const sample of samples) {
    const name = familyOf.get(sample.id) ?? sample.id;
    units.set(name, [...(units.get(name) ?? []), sample]);
  }
  return [...units].sort(([a], [b]) => hashToUnit(a) - hashToUnit(b) || (a < b ? -1 : 1)).map(([, unit]) => unit);
}

function countKinds(samples: readonly PairSample[]): Counts {
  const counts = new Map<Kind, number>();
  for (const { pictures } of samples) {
    const kind = pictures.layout === 'single' ? pictures.side : 'pair';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
