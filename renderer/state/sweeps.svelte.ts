/** All sweeps, in short: for the list, the badge on the rail, the status bar and the history. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { Result } from '../../core/protocol/studio/errors.ts';
import type { SweepSummary } from '../../core/protocol/studio/sweeps.ts';
import { debounce } from './debounce.ts';
import type { Toasts } from './toasts.svelte.ts';

const QUIET_MS = 150;

export class Sweeps {
  /** Newest first. */
  all = $state.raw<readonly SweepSummary[]>([]);
  /** Those that this studio works on. */
  readonly ours: readonly SweepSummary[] = $derived(this.all.filter(({ isOurs }) => isOurs));
  /** Runs of them that train just now. */
  readonly activeRuns: number = $derived(this.ours.reduce((sum, { active }) => sum + active, 0));
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    const reload = debounce(() => void this.load(), QUIET_MS);
    api.listen(({ kind }) => {
      if (kind === 'sweep-changed') reload();
    });
  }

  async load(): Promise<void> {
    const result = await this.#api.sweeps.list();
    // A store that cannot be opened has a page of its own; see App.svelte.
    if (result.ok) this.all = result.value;
  }

  resume(sweepId: string): Promise<void> {
    return this.#tell(this.#api.sweeps.resume({ sweepId }));
  }

  pause(sweepId: string): Promise<void> {
    return this.#tell(this.#api.sweeps.pause({ sweepId }));
  }

  continue(sweepId: string): Promise<void> {
    return this.#tell(this.#api.sweeps.continue({ sweepId }));
  }

  stop(sweepId: string): Promise<void> {
    return this.#tell(this.#api.sweeps.stop({ sweepId }));
  }

  leaveOut(runId: string, leftOut: boolean): Promise<void> {
    return this.#tell(this.#api.sweeps.leaveOut({ runId, leftOut }));
  }

  /** Adds runs with these seeds, and goes on with the sweep if nobody works on it. */
  async addSeeds(sweepId: string, seeds: readonly number[]): Promise<void> {
    const result = await this.#api.sweeps.addSeeds({ sweepId, seeds: [...seeds] });
    if (!result.ok) return this.#toasts.fail(result.error);
    const { added } = result.value;
    if (added === 0) return this.#toasts.warn('Every candidate has runs with these seeds already.');
    this.#toasts.done(`${added} ${added === 1 ? 'run' : 'runs'} added.`);
    await this.load();
    const sweep = this.all.find(({ id }) => id === sweepId);
    if (sweep?.state === 'interrupted' || sweep?.state === 'stopped') await this.resume(sweepId);
  }

  async #tell(answer: Promise<Result<void>>): Promise<void> {
    const result = await answer;
    if (!result.ok) this.#toasts.fail(result.error);
    await this.load();
  }
}
