/** The columns of a comparison: one for each metric and extractor, so that what must not be compared never stands together. */
import { METRIC_INFO, metricHeading, metricHelp, type SeedGroup } from '../pipeline/index.ts';
import type { QualityDirection } from '../metrics/pareto.ts';

export interface QualityColumn {
  /** In `values` of a group. */
  readonly key: string;
  readonly metric: string;
  readonly name: string;
  /** The name with the direction that is better. */
  readonly heading: string;
  readonly help: string;
  readonly decimals: number;
  readonly better: QualityDirection;
}

/** In the order of the metrics' table; of one metric, the way in which most rows were measured first, then that of most pictures. */
export function qualityColumns(groups: readonly SeedGroup[]): QualityColumn[] {
  const found = new Map(
    groups.flatMap(({ values }) => Object.entries(values).map(([key, { metric }]) => [key, metric] as const)),
  );
  const order = Object.keys(METRIC_INFO);
  const rank = (metric: string): number => (order.includes(metric) ? order.indexOf(metric) : order.length);
  const filled = (key: string): number => groups.filter(({ values }) => values[key]).length;
  const pictures = (key: string): number => Math.max(...groups.map(({ values }) => values[key]?.samples ?? 0));
  return [...found]
    .sort(
      ([key, first], [other, second]) =>
        rank(first) - rank(second) || filled(other) - filled(key) || pictures(other) - pictures(key),
    )
    .map(([key, metric]) => {
      const info = METRIC_INFO[metric];
      // What tells this column from others of the same metric stays behind the metric's name.
      const extractor = key.slice(metric.length);
      return {
        key,
        metric,
        name: `${info?.name ?? metric}${extractor}`,
        heading: `${metricHeading(metric)}${extractor}`,
        help: metricHelp(metric) ?? 'Unknown to this version.',
        decimals: info?.decimals ?? 3,
        better: info?.better ?? 'higher',
      };
    });
}

/** `0.812 ± 0.004 (3 runs, n 64)`; a dash where nothing was measured. */
export function valueText({ values }: SeedGroup, { key, decimals }: QualityColumn): string {
  const value = values[key];
  if (!value) return '–';
  const runs = value.runs > 1 ? `${String(value.runs)} runs, ` : '';
  return `${spreadText(value, decimals)} (${runs}n ${value.samples})`;
}

/** `−0.004`: with a minus sign, as all numbers for people. */
export function fixedText(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('-', '−');
}

/** `0.812 ± 0.004`; of a single run the value alone. */
export function spreadText(value: { mean: number; spread: number; runs: number }, decimals: number): string {
  const spread = value.runs > 1 ? ` ± ${value.spread.toFixed(decimals)}` : '';
  return `${fixedText(value.mean, decimals)}${spread}`;
}
