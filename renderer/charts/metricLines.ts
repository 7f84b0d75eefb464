/** From a group of metrics to the lines of its chart. */
import type { MetricGroup } from './metricGroups.ts';
import type { MetricTable } from './metricTable.ts';
import type { ChartLine, XAxis } from './plot.ts';

/** `smoothing` 0: raw lines only. */
export function linesOf(table: MetricTable, group: MetricGroup, xAxis: XAxis, smoothing: number): ChartLine[] {
  return group.members.map(({ name, label, glyph, colour, dash }) => ({
    id: name,
    label,
    glyph,
    colour,
    dash,
    raw: table.raw(name, xAxis),
    ...(smoothing > 0 ? { smoothed: table.smoothed(name, xAxis, smoothing) } : {}),
  }));
}
