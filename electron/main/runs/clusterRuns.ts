/** Runs that a person has sent to a cluster: each is followed from here until it ends there. */
import type { SupervisedRun } from '../../../core/engine/supervisor.ts';
import type { EngineMessage, RayTarget } from '../../../core/protocol/index.ts';
import { superviseOnRay } from '../../../core/ray/rayRun.ts';
import type { RunEnd, Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';

export interface ClusterRunsListener {
  /** Another set of runs is followed. */
  onChange(runIds: readonly string[]): void;
  onStarted(runId: string): void;
  onMessage(runId: string, message: EngineMessage): void;
  onEnded(runId: string, end: RunEnd): void;
}

export class ClusterRuns {
  readonly #getStore: () => Store;
  readonly #listener: ClusterRunsListener;
  readonly #followed = new Map<string, SupervisedRun>();
  #isClosed = false;

  constructor(getStore: () => Store, listener: ClusterRunsListener) {
    this.#getStore = getStore;
    this.#listener = listener;
  }

  get runIds(): string[] {
    return [...this.#followed.keys()];
  }

  has(runId: string): boolean {
    return this.#followed.has(runId);
  }

  /** Sends the run to the cluster, or follows it where it is already. Throws `run-busy` if somebody else does. */
  follow(runId: string, target: RayTarget): void {
    const onMessage = (message: EngineMessage): void => this.#listener.onMessage(runId, message);
    const run = superviseOnRay({ store: this.#getStore(), runId, target, onMessage });
    this.#followed.set(runId, run);
    void run.ended.then((end) => this.#finish(runId, end));
    this.#listener.onChange(this.runIds);
    this.#listener.onStarted(runId);
  }

  /** Follows again what was left to its cluster when the studio was closed. Runs of a sweep come with their sweep. */
  followAgain(): void {
    const { reader } = this.#getStore();
    for (const { id, sweepId, endCode } of reader.listRuns({ states: ['interrupted'] })) {
      const job = endCode === 'left-on-cluster' && sweepId === null ? reader.openRemoteJobOf(id) : undefined;
      if (!job) continue;
      try {
        this.follow(id, job.target);
      } catch {
        // Somebody else does; it can still be picked up by hand.
      }
    }
  }

  pause(runId: string): void {
    this.#at(runId).pause();
  }

  continue(runId: string): void {
    this.#at(runId).resume();
  }

  stop(runId: string): void {
    this.#at(runId).stop();
  }

  /** Leaves the runs to their clusters. Resolves when nothing of them is written any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const runs = [...this.#followed.values()];
    for (const run of runs) run.leave?.();
    await Promise.allSettled(runs.map(({ ended }) => ended));
  }

  #at(runId: string): SupervisedRun {
    const run = this.#followed.get(runId);
    if (run) return run;
    throw new StudioFault('run-not-active');
  }

  #finish(runId: string, end: RunEnd): void {
    this.#followed.delete(runId);
    this.#listener.onChange(this.runIds);
    if (!this.#isClosed) this.#listener.onEnded(runId, end);
  }
}
