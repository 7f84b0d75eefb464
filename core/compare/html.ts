/** A comparison as a page that needs nothing else: table, a plot for each metric, meanings, warnings, published results. */
import { escapeXml } from '../metrics/escapeXml.ts';
import { comparisonWarnings, PUBLISHED_FID, type SeedGroup } from '../pipeline/index.ts';
import { qualityColumns, spreadText, valueText } from './columns.ts';
import { costAxes, costOn, DEFAULT_COST_AXIS, type CostAxis } from './costAxes.ts';
import { comparisonSvg } from './svg.ts';

/** `axis`: the cost in the plots. */
export function comparisonHtml(groups: readonly SeedGroup[], axis: CostAxis = DEFAULT_COST_AXIS): string {
  const columns = qualityColumns(groups);
  const axes = costAxes(groups);
  const cells = (texts: readonly string[], tag: 'td' | 'th'): string => texts.map((one) => `<${tag}>${escapeXml(one)}</${tag}>`).join(''); // prettier-ignore
  const rows = groups.map((group) => {
    const costs = axes.map((known) => costText(group, known));
    const values = columns.map((column) => valueText(group, column));
    return `<tr>${cells([group.name, group.seeds.join(', '), ...costs, ...values], 'td')}</tr>`;
  });
  const head = ['Run', 'Seeds', ...axes.map(({ title }) => title), ...columns.map(({ heading }) => heading)];
  const warnings = comparisonWarnings(groups).map((warning) => `<li>${escapeXml(warning)}</li>`);
  const meanings = columns.map(({ name, help }) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(help)}</dd>`);
  const published = PUBLISHED_FID.map(({ method, task, gigaMacs, fid, source }) => `<tr>${cells([method, task, `${gigaMacs} G`, String(fid), source], 'td')}</tr>`); // prettier-ignore
  const plotted = columns.filter(({ key }) => groups.some((group) => group.values[key] && costOn(group, axis)));
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Comparison of runs – OMGD Studio</title>
<style>body{font:14px/1.5 system-ui,sans-serif;margin:32px;color:#222;background:#fff}table{border-collapse:collapse}td,th{padding:4px 12px;border-bottom:1px solid #ddd;text-align:left;font-variant-numeric:tabular-nums}dt{font-weight:600}</style>
<h1>Comparison of runs</h1>
<h2>Measured</h2>
<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${rows.join('')}</tbody></table>
<p>Values are those of the student at the last step that was measured in each way; ± is the standard deviation over seeds, n the number of pictures.</p>
${warnings.length > 0 ? `<h2>Beware</h2><ul>${warnings.join('')}</ul>` : ''}
<h2>Cost against quality</h2>
${plotted.map((column) => comparisonSvg(groups, column, axis)).join('\n')}
<h2>What the numbers mean</h2><dl>${meanings.join('')}</dl>
<h2>Published</h2>
<table><thead><tr>${cells(['Method', 'Task', 'MACs (paper’s count)', 'FID', 'Source'], 'th')}</tr></thead><tbody>${published.join('')}</tbody></table>
</html>
`;
}

/** `0.440 GMACs`, with three digits that matter; a dash where it was not measured. */
export function costText(group: SeedGroup, axis: CostAxis): string {
  const cost = costOn(group, axis);
  if (!cost) return '–';
  const mean = cost.mean / axis.scale;
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(mean))));
  return `${spreadText({ ...cost, mean, spread: cost.spread / axis.scale }, decimals)} ${axis.unit}`;
}
