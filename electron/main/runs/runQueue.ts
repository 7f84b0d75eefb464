/** Works on one run after the other. */
import { endBecauseOf } from '../../../core/engine/interruption.ts';
import type { LaunchHost } from '../../../core/engine/hostProcess.ts';
import { superviseRun, type SupervisedRun } from '../../../core/engine/supervisor.ts';
import type { EngineMessage } from '../../../core/protocol/index.ts';
import type { Queue } from '../../../core/protocol/studio/runs.ts';
import type { RunEnd, Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';

export interface QueueListener {
  /** The active run or the list of those that wait is another one. */
  onQueue(): void;
  onStarted(runId: string): void;
  onMessage(runId: string, message: EngineMessage): void;
  onEnded(runId: string, end: RunEnd): void;
}

interface ActiveRun {
  readonly runId: string;
  readonly run: SupervisedRun;
}

/** Training takes all cores, but the window gets them first when it needs them. */
const SHARE = { background: true };

export class RunQueue {
  readonly #getStore: () => Store;
  readonly #launch: LaunchHost;
  readonly #listener: QueueListener;
  readonly #isMachineTaken: () => boolean;
  #waiting: string[] = [];
  /** The run whose engine is being started: a checkpoint may have to be read whole for that. */
  #startingId: string | undefined;
  #active: ActiveRun | undefined;
  #isClosed = false;

  /** `isMachineTaken`: whether other training has to end before a run is started; `look` is called when it has. */
  constructor(getStore: () => Store, launch: LaunchHost, listener: QueueListener, isMachineTaken: () => boolean) {
    this.#getStore = getStore;
    this.#launch = launch;
    this.#listener = listener;
    this.#isMachineTaken = isMachineTaken;
  }

  get queue(): Omit<Queue, 'clusterRunIds'> {
    return { activeRunId: this.#active?.runId ?? this.#startingId ?? null, waitingRunIds: [...this.#waiting] };
  }

  has(runId: string): boolean {
    return this.queue.activeRunId === runId || this.#waiting.includes(runId);
  }

  /** Starts the run, or has it wait if another one is active. Rejects with the reason if it cannot be started. */
  async add(runId: string): Promise<void> {
    if (this.has(runId)) return;
    if (this.queue.activeRunId === null && !this.#isMachineTaken()) return await this.#start(runId);
    this.#waiting.push(runId);
    this.#tellQueue();
  }

  /** Starts the next run if nothing stands in its way. */
  async look(): Promise<void> {
    if (this.#isClosed || this.queue.activeRunId !== null || this.#isMachineTaken()) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#tellQueue();
    await this.#start(next).catch((error: unknown) => this.#skip(next, error));
  }

  pause(runId: string): void {
    this.#activeRun(runId).pause();
  }

  continue(runId: string): void {
    this.#activeRun(runId).resume();
  }

  /** A waiting run leaves the queue and ends as `stopped`. */
  stop(runId: string): void {
    if (!this.#waiting.includes(runId)) return this.#activeRun(runId).stop();
    this.#waiting = this.#waiting.filter((waiting) => waiting !== runId);
    if (this.#getStore().reader.getRun(runId).state === 'queued') {
      this.#getStore().writer.finishRun(runId, { state: 'stopped' });
    }
    this.#tellQueue();
    this.#listener.onEnded(runId, { state: 'stopped' });
  }

  /** Stops and saves the active run; nothing is started any more. Resolves when it has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#active?.run.stop();
    await this.#active?.run.ended;
  }

  #activeRun(runId: string): SupervisedRun {
    if (this.#active?.runId === runId) return this.#active.run;
    throw new StudioFault('run-not-active');
  }

  async #start(runId: string): Promise<void> {
    this.#startingId = runId;
    this.#tellQueue();
    try {
      const onMessage = (message: EngineMessage): void => this.#listener.onMessage(runId, message);
      const run = await superviseRun({ store: this.#getStore(), runId, launch: this.#launch, share: SHARE, onMessage });
      this.#active = { runId, run };
      void run.ended.then((end) => this.#finish(runId, end));
      this.#listener.onStarted(runId);
    } finally {
      this.#startingId = undefined;
      this.#tellQueue();
    }
  }

  async #finish(runId: string, end: RunEnd): Promise<void> {
    this.#active = undefined;
    this.#listener.onEnded(runId, end);
    this.#tellQueue();
    await this.look();
  }

  /** A waiting run that cannot be started ends with the reason, and the one after it gets its turn. */
  async #skip(runId: string, error: unknown): Promise<void> {
    const end = endBecauseOf(error);
    this.#getStore().writer.addEvent(runId, { level: 'error', message: end.message });
    if (this.#getStore().reader.getRun(runId).state === 'queued') this.#getStore().writer.finishRun(runId, end);
    await this.#finish(runId, end);
  }

  #tellQueue(): void {
    this.#listener.onQueue();
  }
}
