/** A comparison as CSV, in full precision. */
import type { SeedGroup } from '../pipeline/index.ts';
import { qualityColumns } from './columns.ts';
import { costAxes, costOn } from './costAxes.ts';

const COSTS = ['macs_paper', 'macs_exact', 'parameters', 'bytes_float32'];

export function comparisonCsv(groups: readonly SeedGroup[]): string {
  const columns = qualityColumns(groups);
  const latencies = costAxes(groups).slice(COSTS.length);
  const perMetric = columns.flatMap(({ key }) => [key, `${key}_spread`, `${key}_runs`, `${key}_pictures`]);
  const head = ['name', 'seeds', ...COSTS, ...perMetric, ...latencies.map(({ id }) => `${id} (ms)`)];
  const rows = groups.map((group) => {
    const { name, seeds, cost, values } = group;
    return [
      name,
      seeds.join(' '),
      ...[cost.macsPaper, cost.macsExact, cost.parameters, cost.bytesFloat32].map(String),
      ...columns.flatMap(({ key }) => {
        const value = values[key];
        return value ? [String(value.mean), String(value.spread), String(value.runs), String(value.samples)] : ['', '', '', '']; // prettier-ignore
      }),
      ...latencies.map((axis) => String(costOn(group, axis)?.mean ?? '')),
    ];
  });
  return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** A cell as RFC 4180 says, quoted where it has to be. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
