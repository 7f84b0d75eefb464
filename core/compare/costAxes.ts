/** What a network costs, in the ways in which runs can be compared. */
import type { SeedGroup, Spread } from '../pipeline/index.ts';

export interface CostAxis {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Costs are divided by this to be in `unit`. */
  readonly scale: number;
}

const OF_NETWORKS = [
  { id: 'macsPaper', title: 'MACs (paper’s count)', unit: 'GMACs', scale: 1e9 },
  { id: 'macsExact', title: 'MACs (exact)', unit: 'GMACs', scale: 1e9 },
  { id: 'parameters', title: 'Parameters', unit: 'M', scale: 1e6 },
  { id: 'bytesFloat32', title: 'File size (float32 weights)', unit: 'MB', scale: 1e6 },
] as const satisfies readonly CostAxis[];

export const DEFAULT_COST_AXIS: CostAxis = OF_NETWORKS[0];

const LATENCY = 'latency: ';

/** The costs that are known of any network, then every condition under which latency was measured here. */
export function costAxes(groups: readonly SeedGroup[]): CostAxis[] {
  const conditions = [...new Set(groups.flatMap(({ latencies }) => Object.keys(latencies)))];
  const measured = conditions.map((condition): CostAxis => {
    return { id: LATENCY + condition, title: `Latency (${condition})`, unit: 'ms', scale: 1 };
  });
  return [...OF_NETWORKS, ...measured];
}

/** Undefined where the latency was not measured. Seeds of one pipeline cost the same in all but time. */
export function costOn({ cost, latencies }: SeedGroup, { id }: CostAxis): Spread | undefined {
  if (id.startsWith(LATENCY)) return latencies[id.slice(LATENCY.length)];
  const known = OF_NETWORKS.find((axis) => axis.id === id);
  return known && { mean: cost[known.id], spread: 0, runs: 1 };
}
