/** What "better" means for a metric, and the trade-off between cost and quality that a sweep is run for. */
import { paretoFront } from '../metrics/pareto.ts';
import { METRIC_INFO } from '../pipeline/metrics.ts';
import type { Quality, SweepRun } from '../protocol/index.ts';

export function higherIsBetter(metric: string): boolean {
  return METRIC_INFO[metric]?.better !== 'lower';
}

/** The runs whose students no other student of the sweep beats in both MACs and quality, cheapest first. */
export function frontOf(
  runs: readonly SweepRun[],
  qualities: ReadonlyMap<string, readonly Quality[]>,
  metric: string,
): SweepRun[] {
  const points = runs.map((run) => ({
    run,
    cost: run.macs,
    quality: qualities.get(run.runId)?.at(-1)?.value ?? NaN,
  }));
  return paretoFront(points, higherIsBetter(metric) ? 'higher' : 'lower').map(({ run }) => run);
}
