/** Mean and spread over seeds as a Markdown table. */

import { mostTelling } from '../../core/pipeline/index.ts';
import type { Store } from '../../core/store/index.ts';

export interface Outcome {
  readonly method: string;
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
}

const METRICS = [
  { name: 'l1', title: 'L1 ↓', digits: 4 },
  { name: 'ssim', title: 'SSIM ↑', digits: 4 },
  { name: 'psnr', title: 'PSNR, dB ↑', digits: 2 },
] as const;

/** One row a method, mean ± standard deviation (n − 1) over its seeds. */
export function resultsTable(outcomes: readonly Outcome[]): string {
  const methods = [...new Set(outcomes.map(({ method }) => method))];
  const rows = methods.map((method) => {
    const own = outcomes.filter((outcome) => outcome.method === method);
    const cells = METRICS.map(({ name, digits }) => meanAndSpread(own.map(({ metrics }) => metrics[name] ?? NaN), digits)); // prettier-ignore
    return `| ${[method, ...cells].join(' | ')} |`;
  });
  const head = `| ${['', ...METRICS.map(({ title }) => title)].join(' | ')} |`;
  return [head, `|${' --- |'.repeat(METRICS.length + 1)}`, ...rows].join('\n');
}

function meanAndSpread(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return mean.toFixed(digits);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance).toFixed(digits)}`;
}

/** What was measured of `role` at a step, by metric. */
export function metricsAt(store: Store, runId: string, role: string, step: number): Record<string, number> {
  const rows = mostTelling(store.reader.evaluationsOf(runId).filter((row) => row.role === role && row.step === step));
  if (rows.length === 0) throw new Error(`Run ${runId} has no evaluation of ${role} at step ${step}.`);
  return Object.fromEntries(rows.map(({ metric, value }) => [metric, value ?? NaN]));
}
