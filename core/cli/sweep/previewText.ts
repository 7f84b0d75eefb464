/** The preview of a sweep as text. */
import type { SweepPreview } from '../../sweep/preview.ts';
import { formatCount, formatDuration } from '../format.ts';
import { formatTable } from '../table.ts';

const COLUMNS = [
  { title: 'CANDIDATE' },
  { title: 'MACS (PAPER)', align: 'right' },
  { title: 'PARAMETERS', align: 'right' },
  { title: 'STEPS', align: 'right' },
  { title: 'TIME A RUN', align: 'right' },
] as const;

export function previewText({ candidates, refused, runs, totalSeconds, basis }: SweepPreview): string {
  const rows = candidates.map(({ candidate, estimate }) => [
    candidate.label,
    formatCount(candidate.student.cost.macsPaper),
    formatCount(candidate.student.cost.parameters),
    estimate.totalSteps === null ? '–' : String(estimate.totalSteps),
    estimate.totalSeconds === null ? '–' : formatDuration(estimate.totalSeconds),
  ]);
  const source = basis === 'measured' ? 'from runs that were done here' : 'a guess: nothing was trained here yet';
  const count = `${counted(candidates.length, 'candidate')}, ${counted(runs, 'run')}`;
  const time =
    totalSeconds === null
      ? 'how long it takes cannot be told before the dataset is on this machine. A dataset at a web address is fetched when the sweep starts.'
      : `about ${formatDuration(totalSeconds)} on this machine (${source}).`;
  const notes = [`${count}: ${time}`, ...refused.map(({ label, reason }) => `Not run: ${label}: ${reason}`)];
  return `${formatTable(COLUMNS, rows)}\n\n${notes.join('\n')}`;
}

function counted(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
