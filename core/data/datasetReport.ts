/** The one report about a dataset, and what follows from it. */
import { DataError } from './dataError.ts';
import type { PairSample, Side, Split } from './pairSource.ts';
import { withSide } from './pairSource.ts';
import type { ProblemGroup } from './problems.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Plain data: stored with the run, sent to the window. */
export interface DatasetReport {
  readonly name: string;
  readonly foundPairs: number;
  /** Pairs without errors. */
  readonly usablePairs: Record<Split, number>;
  /** Pairs left out because of an error. */
  readonly excludedIds: readonly string[];
  /** Worst first. */
  readonly problems: readonly ProblemGroup[];
  /** Picture files (side-by-side ones as a whole), upright, in pixels, errors left out. Missing if none was opened. */
  readonly smallest?: PictureSize;
  readonly largest?: PictureSize;
  readonly elapsedMs: number;
}

/** Pairs of each split; of unpaired pictures as many as the larger side has, which is the length of an epoch. */
export function countBySplit(samples: readonly PairSample[]): Record<Split, number> {
  const ofSide = (side: Side): Record<Split, number> => {
    const counts: Record<Split, number> = { train: 0, validation: 0, test: 0 };
    for (const sample of withSide(samples, side)) counts[sample.split]++;
    return counts;
  };
  const [inputs, targets] = [ofSide('input'), ofSide('target')];
  const larger = (split: Split): number => Math.max(inputs[split], targets[split]);
  return { train: larger('train'), validation: larger('validation'), test: larger('test') };
}

/** Throws `DataError` if there are fewer good training pairs than one batch, naming the most frequent error. */
export function requireEnoughPairs(report: DatasetReport, batchSize: number): void {
  const usable = report.usablePairs.train;
  if (usable >= batchSize) return;
  const worst = report.problems.find((group) => group.severity === 'error');
  const cause =
    worst === undefined
      ? ''
      : ` Most often: ${worst.title.toLowerCase()} (${worst.count} times, e.g. ${worst.places[0]?.file}).`;
  const message = `"${report.name}" has ${usable} usable training pairs, fewer than one batch of ${batchSize}.${cause} Repair or add pictures, or choose a smaller batch.`;
  throw new DataError('too-few-pairs', message, worst?.places.map((place) => place.file) ?? []);
}

/** Pairs whose content is in the training split and in another one. */
export function leaksOf({ problems }: DatasetReport): number {
  const across = problems.filter(({ code }) => code === 'same-pair-in-both-splits');
  return across.reduce((sum, { count }) => sum + count, 0);
}

/** The report as lines of text, with at most `placesShown` files for each problem. */
export function formatReport(report: DatasetReport, placesShown = 3): string {
  const { train, validation, test } = report.usablePairs;
  const lines = [
    `${report.name}: ${train} training, ${validation} validation, ${test} test pairs; ${report.excludedIds.length} of ${report.foundPairs} left out`,
  ];
  for (const group of report.problems) {
    lines.push(`${group.severity}: ${group.title} (${group.count}). ${group.action}`);
    for (const { file, detail } of group.places.slice(0, placesShown)) {
      lines.push(`    ${file}${detail === undefined ? '' : `: ${detail}`}`);
    }
    if (group.count > placesShown) lines.push(`    … and ${group.count - placesShown} more`);
  }
  return lines.join('\n');
}
