/** A chart's numbers as text for spreadsheets. */
import { csvCell } from '../../core/compare/csv.ts';
import type { ChartLine, XAxis } from './plot.ts';

const X_HEADINGS: Readonly<Record<XAxis, string>> = { step: 'step', time: 'trained_ms' };

/** Comma-separated, one row for each x that any line has, all points (nothing thinned or smoothed), CRLF as RFC 4180 says. */
export function toCsv(lines: readonly ChartLine[], xAxis: XAxis): string {
  const rows = new Map<number, string[]>();
  lines.forEach(({ raw }, column) => {
    for (let index = 0; index < raw.length; index += 1) {
      const x = raw.x[index]!;
      const row = rows.get(x) ?? new Array<string>(lines.length).fill('');
      row[column] = String(raw.y[index]);
      rows.set(x, row);
    }
  });
  const heading = [X_HEADINGS[xAxis], ...lines.map(({ label }) => csvCell(label))].join(',');
  const sorted = [...rows].sort(([first], [second]) => first - second);
  return [heading, ...sorted.map(([x, cells]) => [x, ...cells].join(','))].join('\r\n') + '\r\n';
}
