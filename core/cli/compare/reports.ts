/** A comparison of runs as CSV, as a picture of cost against quality (SVG), and as a page that needs nothing else (HTML). */
import { paretoFront } from '../../metrics/pareto.ts';
import {
  comparisonWarnings,
  METRIC_INFO,
  metricHeading,
  metricHelp,
  metricsOf,
  PUBLISHED_FID,
  type SeedGroup,
} from '../../pipeline/index.ts';

export function metricsOfGroups(groups: readonly SeedGroup[]): string[] {
  return metricsOf(groups.flatMap(({ values }) => Object.keys(values).map((metric) => ({ metric }))));
}

/** `0.812 ± 0.004 (3 runs, n 64)`; a dash where nothing was measured. */
export function valueText(group: SeedGroup, metric: string): string {
  const value = group.values[metric];
  if (!value) return '–';
  const decimals = METRIC_INFO[metric]?.decimals ?? 3;
  const spread = value.runs > 1 ? ` ± ${value.spread.toFixed(decimals)}` : '';
  const runs = value.runs > 1 ? `${String(value.runs)} runs, ` : '';
  return `${value.mean.toFixed(decimals)}${spread} (${runs}n ${value.samples.join('/')})`;
}

export function comparisonCsv(groups: readonly SeedGroup[]): string {
  const metrics = metricsOfGroups(groups);
  const perMetric = metrics.flatMap((metric) => [metric, `${metric}_spread`, `${metric}_runs`, `${metric}_pictures`]);
  const head = ['name', 'seeds', 'macs_paper', 'macs_exact', 'parameters', 'bytes_float32', ...perMetric];
  const rows = groups.map(({ name, seeds, cost, values }) => [
    name,
    seeds.join(' '),
    ...[cost.macsPaper, cost.macsExact, cost.parameters, cost.bytesFloat32].map(String),
    ...metrics.flatMap((metric) => {
      const value = values[metric];
      return value ? [String(value.mean), String(value.spread), String(value.runs), value.samples.join(' ')] : ['', '', '', '']; // prettier-ignore
    }),
  ]);
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

const WIDTH = 960;
const HEIGHT = 420;
const MARGIN = { left: 64, right: 370, top: 24, bottom: 48 } as const;

interface Dot {
  readonly label: string;
  readonly cost: number;
  readonly quality: number;
  readonly spread: number;
  readonly isPublished: boolean;
}

/** Student MACs (paper's count, log) against the metric; the front of ours as a line, published results hollow. */
export function comparisonSvg(groups: readonly SeedGroup[], metric: string): string {
  const measured = groups.flatMap(({ name, cost, values }): Dot[] => {
    const value = values[metric];
    return value ? [{ label: name, cost: cost.macsPaper / 1e9, quality: value.mean, spread: value.spread, isPublished: false }] : []; // prettier-ignore
  });
  const published =
    metric !== 'fid'
      ? []
      : PUBLISHED_FID.map(({ method, task, gigaMacs, fid }): Dot => {
          return {
            label: `${method}, ${task} (published)`,
            cost: gigaMacs,
            quality: fid,
            spread: 0,
            isPublished: true,
          };
        });
  const dots = [...measured, ...published];
  if (dots.length === 0) throw new RangeError(`None of the runs was measured with ${metric}.`);
  const logs = dots.map(({ cost }) => Math.log10(cost));
  const [left, right] = [Math.min(...logs) - 0.2, Math.max(...logs) + 0.2];
  const [low, high] = [Math.min(...dots.map((d) => d.quality - d.spread)), Math.max(...dots.map((d) => d.quality + d.spread))]; // prettier-ignore
  const room = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  const x = (cost: number): number => MARGIN.left + ((Math.log10(cost) - left) / (right - left)) * (WIDTH - MARGIN.left - MARGIN.right); // prettier-ignore
  const y = (quality: number): number => HEIGHT - MARGIN.bottom - ((quality - low + room) / (high - low + 2 * room)) * (HEIGHT - MARGIN.top - MARGIN.bottom); // prettier-ignore
  const place =
    (name: (dot: Dot, index: number) => string) =>
    (dot: Dot, index: number): string =>
      dotSvg(
        name(dot, index),
        dot,
        x(dot.cost),
        [dot.quality, dot.quality - dot.spread, dot.quality + dot.spread].map(y),
      );
  const front = paretoFront(measured, METRIC_INFO[metric]?.better ?? 'higher').map((dot) => `${x(dot.cost).toFixed(1)},${y(dot.quality).toFixed(1)}`); // prettier-ignore
  const ticks = [low, (low + high) / 2, high].map((value) =>
    text(MARGIN.left - 8, y(value) + 4, value.toPrecision(3), 'end'),
  );
  const costTicks = [
    ...new Set([Math.min(...dots.map(({ cost }) => cost)), Math.max(...dots.map(({ cost }) => cost))]),
  ];
  const costs = costTicks.map((cost) =>
    text(x(cost), HEIGHT - MARGIN.bottom + 18, `${cost.toPrecision(3)} G`, 'middle'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#333" role="img" aria-label="${escapeXml(`MACs against ${metric}`)}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<path d="M${MARGIN.left} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}" fill="none" stroke="#999"/>
${text(MARGIN.left, 16, metricHeading(metric), 'start')}${text(WIDTH - MARGIN.right, HEIGHT - 10, 'MACs of the student (paper’s count)', 'end')}
${[...ticks, ...costs].join('')}
<polyline points="${front.join(' ')}" fill="none" stroke="#0f766e" stroke-width="1.5"/>
${measured.map(place(({ label }) => label)).join('\n')}
${published.map(place((_, index) => String(index + 1))).join('\n')}
${published.map(({ label }, index) => text(WIDTH - MARGIN.right + 24, MARGIN.top + 40 + 16 * index, `${String(index + 1)}  ${label}`, 'start')).join('\n')}
</svg>
`;
}

function dotSvg(name: string, { label, isPublished, spread }: Dot, x: number, heights: readonly number[]): string {
  const [y = 0, low = 0, high = 0] = heights;
  const fill = isPublished ? 'fill="#fff" stroke="#777"' : 'fill="#0f766e"';
  const bar = spread > 0 ? `<path d="M${x.toFixed(1)} ${low.toFixed(1)}V${high.toFixed(1)}" stroke="#0f766e"/>` : '';
  const dot = `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4.5" ${fill}><title>${escapeXml(label)}</title></circle>`;
  return `${bar}${dot}${text(x + 8, y + 4, name, 'start')}`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

/** One file: table, a plot for each metric, what the numbers mean, warnings, published results with their sources. */
export function comparisonHtml(groups: readonly SeedGroup[]): string {
  const metrics = metricsOfGroups(groups);
  const cells = (texts: readonly string[], tag: 'td' | 'th'): string => texts.map((one) => `<${tag}>${escapeXml(one)}</${tag}>`).join(''); // prettier-ignore
  const rows = groups.map((group) => {
    const { name, seeds, cost } = group;
    const costs = [giga(cost.macsPaper), giga(cost.macsExact), `${(cost.parameters / 1e6).toFixed(3)} M`, `${(cost.bytesFloat32 / 1e6).toFixed(2)} MB`]; // prettier-ignore
    return `<tr>${cells([name, seeds.join(', '), ...costs, ...metrics.map((metric) => valueText(group, metric))], 'td')}</tr>`;
  });
  const head = ['Run', 'Seeds', 'MACs (paper’s count)', 'MACs (exact)', 'Parameters', 'Weights (float32)', ...metrics.map(metricHeading)]; // prettier-ignore
  const warnings = comparisonWarnings(groups).map((warning) => `<li>${escapeXml(warning)}</li>`);
  const meanings = metrics.map((metric) => `<dt>${escapeXml(METRIC_INFO[metric]?.name ?? metric)}</dt><dd>${escapeXml(metricHelp(metric) ?? 'Unknown to this version.')}</dd>`); // prettier-ignore
  const published = PUBLISHED_FID.map(({ method, task, gigaMacs, fid, source }) => `<tr>${cells([method, task, `${gigaMacs} G`, String(fid), source], 'td')}</tr>`); // prettier-ignore
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Comparison of runs – OMGD Studio</title>
<style>body{font:14px/1.5 system-ui,sans-serif;margin:32px;color:#222;background:#fff}table{border-collapse:collapse}td,th{padding:4px 12px;border-bottom:1px solid #ddd;text-align:left;font-variant-numeric:tabular-nums}dt{font-weight:600}</style>
<h1>Comparison of runs</h1>
<h2>Measured</h2>
<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${rows.join('')}</tbody></table>
<p>Values are those of the student at its last evaluation; ± is the standard deviation over seeds, n the number of pictures.</p>
${warnings.length > 0 ? `<h2>Beware</h2><ul>${warnings.join('')}</ul>` : ''}
<h2>Cost against quality</h2>
${metrics.map((metric) => comparisonSvg(groups, metric)).join('\n')}
<h2>What the numbers mean</h2><dl>${meanings.join('')}</dl>
<h2>Published</h2>
<table><thead><tr>${cells(['Method', 'Task', 'MACs (paper’s count)', 'FID', 'Source'], 'th')}</tr></thead><tbody>${published.join('')}</tbody></table>
</html>
`;
}

function giga(macs: number): string {
  return `${(macs / 1e9).toPrecision(4)} G`;
}

function escapeXml(words: string): string {
  return words.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}
