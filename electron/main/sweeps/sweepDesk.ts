/**
 * Works on the sweeps of the studio with the scheduler that the command line uses too. On this machine one sweep trains
 * at a time, and runs that a person starts go before its next one; sweeps on clusters stand in nobody's way.
 */
import type { LaunchHost } from '../../../core/engine/hostProcess.ts';
import type { ComputeTarget, EngineMessage } from '../../../core/protocol/index.ts';
import type { RunEnd, Store } from '../../../core/store/index.ts';
import { runsOn } from '../../../core/sweep/runsOn.ts';
import { SweepScheduler, type SweepEnd } from '../../../core/sweep/scheduler.ts';

export interface SweepDeskListener {
  onStarted(runId: string): void;
  onMessage(runId: string, message: EngineMessage): void;
  onEnded(runId: string, end: RunEnd): void;
  /** Something about the sweep is another way. */
  onChanged(sweepId: string): void;
  onSweepEnded(sweepId: string, end: SweepEnd): void;
}

export interface SweepDeskOptions {
  readonly getStore: () => Store;
  readonly launch: LaunchHost;
  /** The run that a person has started and that trains or is to train; undefined if there is none. */
  readonly runBefore: () => string | undefined;
  readonly listener: SweepDeskListener;
}

interface Work {
  readonly scheduler: SweepScheduler;
  readonly places: number;
  /** On this machine. */
  readonly isHere: boolean;
}

export class SweepDesk {
  readonly #options: SweepDeskOptions;
  /** In the order in which they were begun. */
  readonly #working = new Map<string, Work>();

  constructor(options: SweepDeskOptions) {
    this.#options = options;
  }

  /** Whether runs of a sweep train on this machine just now; those that are held do not. */
  get isMachineTaken(): boolean {
    return [...this.#working.values()].some(({ isHere, scheduler }) => isHere && scheduler.isTraining);
  }

  get sweepIds(): string[] {
    return [...this.#working.keys()];
  }

  /** How many runs of the sweep train at once; undefined if this desk does not work on it. */
  placesOf(sweepId: string): number | undefined {
    return this.#working.get(sweepId)?.places;
  }

  /** Where runs of the target would be computed. Rejects with a RayError if its cluster cannot be asked how many it bears. */
  placesOn(target: ComputeTarget): ReturnType<typeof runsOn> {
    return runsOn(target, undefined, this.#options.launch);
  }

  /**
   * Takes the sweep over. `found`: what `placesOn` said of its target, where it was asked already. Rejects as it does, and with
   * `run-busy` if another program, or this one, works on the sweep.
   */
  async begin(sweepId: string, found?: Awaited<ReturnType<typeof runsOn>>): Promise<void> {
    const { getStore, listener } = this.#options;
    const { target } = getStore().reader.getSweep(sweepId);
    const { places, start } = found ?? (await this.placesOn(target));
    const isHere = target.kind === 'local';
    const changed = (): void => listener.onChanged(sweepId);
    const scheduler = new SweepScheduler({
      getStore,
      sweepId,
      places,
      start,
      mayStart: () => !isHere || this.waitsFor(sweepId) === undefined,
      listener: {
        onStarted: (runId) => {
          listener.onStarted(runId);
          changed();
        },
        onMessage: (runId, message) => {
          listener.onMessage(runId, message);
          if (message.kind === 'evaluation') changed();
        },
        onEnded: (runId, end) => {
          listener.onEnded(runId, end);
          changed();
        },
        onGivenUp: changed,
      },
    });
    this.#working.set(sweepId, { scheduler, places, isHere });
    void this.#follow(sweepId, scheduler);
    changed();
  }

  /** Looks at once at what was wished of the sweep. */
  look(sweepId: string): void {
    this.#working.get(sweepId)?.scheduler.look();
    this.#options.listener.onChanged(sweepId);
  }

  /**
   * Name of the run or sweep that has to end, or to be paused, before this sweep begins another run or goes on with those that
   * are held: whatever trains already, then the sweep that was begun first. A paused sweep stands in nobody's way.
   */
  waitsFor(sweepId: string): string | undefined {
    const { getStore, runBefore } = this.#options;
    if (this.#working.get(sweepId)?.isHere === false) return undefined;
    const runId = runBefore();
    if (runId !== undefined) return getStore().reader.getRun(runId).name;
    const { reader } = getStore();
    const here = [...this.#working].filter(([, { isHere }]) => isHere);
    const training = here.find(([id, { scheduler }]) => id !== sweepId && scheduler.isTraining);
    const [next] = training ?? here.find(([id]) => id === sweepId || reader.getSweep(id).wish !== 'pause') ?? [];
    return next === undefined || next === sweepId ? undefined : reader.getSweep(next).name;
  }

  /** Saves and stops the active runs here, and leaves those on clusters there; the sweeps stay ones that shall run. Resolves when all has ended. */
  async close(): Promise<void> {
    const schedulers = [...this.#working.values()].map(({ scheduler }) => scheduler);
    for (const scheduler of schedulers) scheduler.leave();
    await Promise.allSettled(schedulers.map(({ ended }) => ended));
  }

  async #follow(sweepId: string, scheduler: SweepScheduler): Promise<void> {
    const { onChanged, onSweepEnded } = this.#options.listener;
    const ended = scheduler.ended.finally(() => {
      this.#working.delete(sweepId);
      onChanged(sweepId);
    });
    onSweepEnded(sweepId, await ended);
  }
}
