/**
 * Works on a sweep until nothing is left to do: starts as many runs at once as there are places, follows what people wish
 * of the sweep, and writes all decisions into the store. What it knows beyond the store is only which runs it has started,
 * so that another process can go on with the sweep at any time.
 */
import type { SupervisedRun } from '../engine/supervisor.ts';
import { endBecauseOf } from '../engine/interruption.ts';
import type { EngineMessage, SweepWish } from '../protocol/index.ts';
import type { RunEnd, Store } from '../store/index.ts';
import { planOf, type Assignment } from './plan.ts';

/** How often it is looked at what other processes have written. */
const LOOK_EVERY_MS = 1_000;

/** Starts a run, or goes on with it; like `superviseRun`. */
export type StartRun = (task: {
  readonly store: Store;
  readonly runId: string;
  readonly untilStep?: number;
  /** Which of the places it takes, from 0. */
  readonly place: number;
  readonly onMessage: (message: EngineMessage) => void;
}) => Promise<SupervisedRun>;

export interface SweepListener {
  onStarted?(runId: string): void;
  onMessage?(runId: string, message: EngineMessage): void;
  onEnded?(runId: string, end: RunEnd): void;
  /** Runs that a successive halving gives up. */
  onGivenUp?(runIds: readonly string[], step: number): void;
}

export interface SweepWork {
  readonly getStore: () => Store;
  readonly sweepId: string;
  /** How many runs are worked on at once. */
  readonly places: number;
  readonly start: StartRun;
  /** Whether another run may be started just now, or one that is held go on. Default: always. */
  readonly mayStart?: () => boolean;
  readonly listener?: SweepListener;
}

export interface SweepEnd {
  /** - `left`: this process was to leave it; it shall go on elsewhere or later. */
  readonly state: 'finished' | 'stopped' | 'left';
  /** Runs that could not be trained to their end. */
  readonly failed: readonly string[];
}

interface Worker {
  readonly place: number;
  /** Missing while it is being started. */
  run?: SupervisedRun;
  obeys: SweepWish | 'leave';
}

export class SweepScheduler {
  readonly ended: Promise<SweepEnd>;
  readonly #work: SweepWork;
  readonly #workers = new Map<string, Worker>();
  readonly #failed = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #isLeaving = false;
  #isOver = false;
  #resolve: (end: SweepEnd) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  /** Takes the sweep over. Throws `run-busy` if another living process works on it. */
  constructor(work: SweepWork) {
    this.#work = work;
    this.#store.writer.claimSweep(work.sweepId);
    this.#store.writer.wishSweep(work.sweepId, 'run');
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  /** Whether a run is being worked on, and not held. */
  get isTraining(): boolean {
    return [...this.#workers.values()].some(({ obeys }) => obeys !== 'pause');
  }

  /**
   * Saves and stops the active runs, or leaves them to the cluster that computes them; the sweep stays one that shall run,
   * and goes on at the next start.
   */
  leave(): void {
    this.#isLeaving = true;
    this.look();
  }

  /** Ends the active runs of this machine at once; what came after their last checkpoints is lost. */
  kill(): void {
    this.#isLeaving = true;
    for (const { run } of this.#workers.values()) {
      if (run?.leave) run.leave();
      else run?.kill();
    }
  }

  /** Does what is to be done now. Cheap; called by the clock, and after anything has changed. */
  look(): void {
    if (this.#isOver) return;
    try {
      this.#look();
    } catch (error) {
      this.#finish(() => this.#reject(error));
    }
  }

  get #store(): Store {
    return this.#work.getStore();
  }

  #look(): void {
    const { reader, writer } = this.#store;
    const { sweepId } = this.#work;
    writer.sweepHeartbeat(sweepId);
    const wish = this.#isLeaving ? 'leave' : reader.getSweep(sweepId).wish;
    const leftOut = new Set(
      reader
        .sweepRuns(sweepId)
        .filter((run) => run.leftOut)
        .map(({ runId }) => runId),
    );
    const mayStart = wish === 'run' && (this.#work.mayStart?.() ?? true);
    for (const [runId, worker] of this.#workers) {
      const wanted = leftOut.has(runId) ? 'stop' : wish;
      if (wanted !== 'run' || mayStart) obey(worker, wanted);
    }
    if (mayStart) this.#startRuns();
    if (this.#workers.size > 0 || wish === 'pause') return;
    if (wish === 'run' && this.#plan().length > 0) return;
    const isDone = wish === 'run';
    // What failed is tried again only if somebody asks for it.
    if (isDone && this.#failed.size > 0) writer.wishSweep(sweepId, 'stop');
    const state = this.#isLeaving ? 'left' : isDone ? 'finished' : 'stopped';
    this.#finish(() => this.#resolve({ state, failed: [...this.#failed] }));
  }

  #startRuns(): void {
    for (const assignment of this.#plan()) {
      const place = this.#freePlace();
      if (place === undefined) return;
      if (!this.#workers.has(assignment.runId)) void this.#startRun(assignment, place);
    }
  }

  /** The runs to be worked on; what a finished round decides is written down on the way. */
  #plan(): readonly Assignment[] {
    const { reader, writer } = this.#store;
    const { sweepId } = this.#work;
    const { search } = reader.getSweep(sweepId).document;
    const metric = search.kind === 'halving' ? search.metric : 'ssim';
    for (;;) {
      const { ready, givenUp } = planOf(search, {
        runs: reader.sweepRuns(sweepId),
        qualities: reader.sweepQualities(sweepId, metric),
        failed: this.#failed,
      });
      if (givenUp.length === 0) return ready;
      for (const { runId, step } of givenUp) writer.giveUpInSweep(runId, step);
      this.#work.listener?.onGivenUp?.(
        givenUp.map(({ runId }) => runId),
        givenUp[0]!.step,
      );
    }
  }

  #freePlace(): number | undefined {
    const taken = new Set([...this.#workers.values()].map(({ place }) => place));
    return Array.from({ length: this.#work.places }, (_, place) => place).find((place) => !taken.has(place));
  }

  async #startRun({ runId, untilStep }: Assignment, place: number): Promise<void> {
    const { listener, start } = this.#work;
    const worker: Worker = { place, obeys: 'run' };
    this.#workers.set(runId, worker);
    const end = await this.#supervised(runId, worker, () =>
      start({
        store: this.#store,
        runId,
        ...(untilStep === undefined ? {} : { untilStep }),
        place,
        onMessage: (message) => listener?.onMessage?.(runId, message),
      }),
    );
    this.#workers.delete(runId);
    if (end.state === 'failed' || end.state === 'interrupted') this.#failed.add(runId);
    listener?.onEnded?.(runId, end);
    this.look();
  }

  async #supervised(runId: string, worker: Worker, start: () => Promise<SupervisedRun>): Promise<RunEnd> {
    try {
      worker.run = await start();
    } catch (error) {
      return this.#recordRefusal(runId, error);
    }
    this.#work.listener?.onStarted?.(runId);
    // What was wished while it was being started.
    this.look();
    return worker.run.ended;
  }

  /** A run that cannot be started ends with the reason, and another one gets its place. */
  #recordRefusal(runId: string, error: unknown): RunEnd {
    const end = endBecauseOf(error);
    // Whoever works on it writes its record.
    if (end.code === 'run-busy') return end;
    this.#store.writer.addEvent(runId, { level: 'error', message: end.message });
    this.#store.writer.finishRun(runId, end);
    return end;
  }

  #finish(settle: () => void): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#store.writer.releaseSweep(this.#work.sweepId);
    settle();
  }
}

function obey(worker: Worker, wish: SweepWish | 'leave'): void {
  const { run } = worker;
  if (!run || worker.obeys === wish || worker.obeys === 'stop' || worker.obeys === 'leave') return;
  if (wish === 'pause') run.pause();
  if (wish === 'run') run.resume();
  if (wish === 'leave' && run.leave) run.leave();
  else if (wish === 'leave' || wish === 'stop') run.stop();
  worker.obeys = wish;
}
