/** How a sweep stands, as text. */
import { RUN_STATE_LABELS, SWEEP_STATE_LABELS, sweepProgress, type SweepRun } from '../../protocol/index.ts';
import type { Store, SweepRecord } from '../../store/index.ts';
import { METRIC_INFO } from '../../pipeline/index.ts';
import { frontOf } from '../../sweep/quality.ts';
import { formatCount, formatDuration, formatValue } from '../format.ts';
import { formatTable } from '../table.ts';

/** Everything about a sweep, for `--json` and for the table. */
export function sweepStatus({ reader }: Store, sweep: SweepRecord) {
  const { search } = sweep.document;
  const metric = search.kind === 'halving' ? search.metric : 'ssim';
  const runs = reader.sweepRuns(sweep.id);
  const qualities = reader.sweepQualities(sweep.id, metric);
  const front = new Set(frontOf(runs, qualities, metric).map(({ runId }) => runId));
  return {
    ...sweep,
    metric,
    runs: runs.map((run) => ({
      ...run,
      quality: qualities.get(run.runId)?.at(-1)?.value ?? null,
      isOnFront: front.has(run.runId),
    })),
  };
}

export type SweepStatus = ReturnType<typeof sweepStatus>;

export function statusText(status: SweepStatus): string {
  const { id, name, state, metric, runs } = status;
  const info = METRIC_INFO[metric];
  const unit = info?.unit === undefined ? '' : ` ${info.unit}`;
  const columns = [
    { title: '' },
    { title: 'RUN' },
    { title: 'STATE' },
    { title: 'STEP', align: 'right' },
    { title: 'TRAINED', align: 'right' },
    { title: 'MACS (PAPER)', align: 'right' },
    { title: info?.name ?? metric, align: 'right' },
    { title: 'SEED', align: 'right' },
    { title: 'SETTINGS' },
  ] as const;
  const rows = runs.map((run) => [
    run.isOnFront ? '★' : '',
    run.runId.slice(0, 8),
    stateWord(run),
    run.totalSteps === null ? String(run.step) : `${String(run.step)}/${String(run.totalSteps)}`,
    formatDuration(run.trainedMs / 1000),
    formatCount(run.macs),
    run.quality === null ? '' : `${formatValue(run.quality)}${unit}`,
    String(run.seed),
    run.label,
  ]);
  const head = `${name} (${id.slice(0, 8)}): ${SWEEP_STATE_LABELS[state]}. ${countText(runs)}`;
  return `${head}\n\n${formatTable(columns, rows)}\n\n★ no other run is both cheaper and better.`;
}

/** E.g. "3 of 8 runs finished, 2 running". */
export function countText(runs: readonly SweepRun[]): string {
  const count = (state: SweepRun['state']): number => runs.filter((run) => run.state === state).length;
  const others = (['running', 'paused', 'failed'] as const).flatMap((state) =>
    count(state) > 0 ? [`${String(count(state))} ${RUN_STATE_LABELS[state].toLowerCase()}`] : [],
  );
  const givenUp = runs.filter(({ givenUpStep }) => givenUpStep !== null).length;
  if (givenUp > 0) others.push(`${String(givenUp)} given up`);
  const leftOut = runs.filter((run) => run.leftOut).length;
  if (leftOut > 0) others.push(`${String(leftOut)} left out`);
  const { finished, runs: wanted } = sweepProgress(runs);
  return [`${String(finished)} of ${String(wanted)} runs finished`, ...others].join(', ');
}

function stateWord({ state, leftOut, givenUpStep }: SweepRun): string {
  if (leftOut) return 'Left out';
  return givenUpStep === null ? RUN_STATE_LABELS[state] : `Given up at ${String(givenUpStep)}`;
}
