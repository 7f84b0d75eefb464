/** What the history page shows and what is selected in it. */
import type { RunState } from '../../core/protocol/runState.ts';
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';
import { queryRuns, tagsOf, type SortColumn } from '../runs/historyTable.ts';

export class History {
  search = $state('');
  state = $state<RunState | ''>('');
  tag = $state('');
  column = $state<SortColumn>('createdMs');
  isDescending = $state(true);
  readonly tags: readonly string[] = $derived.by(() => tagsOf(this.#runs()));
  readonly shown: readonly StudioRun[] = $derived.by(() =>
    queryRuns(this.#runs(), {
      search: this.search,
      state: this.state,
      tag: this.tag,
      column: this.column,
      isDescending: this.isDescending,
    }),
  );
  /** The selected runs that are shown. */
  readonly selected: readonly StudioRun[] = $derived.by(() => this.shown.filter(({ id }) => this.#selectedIds.has(id)));
  #selectedIds = $state.raw<ReadonlySet<string>>(new Set());
  readonly #runs: () => readonly StudioRun[];

  constructor(runs: () => readonly StudioRun[]) {
    this.#runs = runs;
  }

  /** Orders by the column, or turns its order around. Names begin at A, numbers with the largest. */
  sortBy(column: SortColumn): void {
    this.isDescending = this.column === column ? !this.isDescending : column !== 'name' && column !== 'state';
    this.column = column;
  }

  isSelected(runId: string): boolean {
    return this.#selectedIds.has(runId);
  }

  select(runId: string, isSelected: boolean): void {
    const others = [...this.#selectedIds].filter((id) => id !== runId);
    this.#selectedIds = new Set(isSelected ? [...others, runId] : others);
  }

  selectAllShown(isSelected: boolean): void {
    this.#selectedIds = new Set(isSelected ? this.shown.map(({ id }) => id) : []);
  }

  clearFilters(): void {
    this.search = '';
    this.state = '';
    this.tag = '';
  }
}
