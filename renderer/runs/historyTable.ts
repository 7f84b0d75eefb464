/** Search, filter and order of the history. */
import type { RunState } from '../../core/protocol/runState.ts';
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';

export const SORT_COLUMNS = ['name', 'state', 'step', 'trainedMs', 'createdMs'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface HistoryQuery {
  /** Words that the name, notes or tags must all hold. */
  readonly search: string;
  /** '' for all. */
  readonly state: RunState | '';
  /** '' for all. */
  readonly tag: string;
  readonly column: SortColumn;
  readonly isDescending: boolean;
}

/** The runs that match, in the asked order; equal ones stay as they were. */
export function queryRuns(runs: readonly StudioRun[], query: HistoryQuery): StudioRun[] {
  const words = query.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = runs.filter((run) => {
    const text = [run.name, run.notes, ...run.tags].join('\n').toLowerCase();
    const hasState = query.state === '' || run.state === query.state;
    const hasTag = query.tag === '' || run.tags.includes(query.tag);
    return hasState && hasTag && words.every((word) => text.includes(word));
  });
  const sign = query.isDescending ? -1 : 1;
  return found.sort((first, second) => sign * compare(first[query.column], second[query.column]));
}

/** Every tag once, in alphabetical order. */
export function tagsOf(runs: readonly StudioRun[]): string[] {
  return [...new Set(runs.flatMap(({ tags }) => tags))].sort(compare);
}

function compare(first: string | number, second: string | number): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  return String(first).localeCompare(String(second));
}
