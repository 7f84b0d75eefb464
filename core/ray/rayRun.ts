/**
 * A run on a cluster, followed from here: a job after the other until it ends, each going on where the last one left a
 * checkpoint. What is known of the jobs is in the store, so that following can end at any time and begin again elsewhere.
 */
import { endBecauseOf } from '../engine/interruption.ts';
import { requeueWithoutCheckpoint } from '../engine/startRun.ts';
import type { SupervisedRun } from '../engine/supervisor.ts';
import { ERRORS, type EngineMessage, type ErrorCode, type RayTarget } from '../protocol/index.ts';
import { keepReserve, withReserve, type RunEnd, type Store } from '../store/index.ts';
import { Away, type AwayPatience } from './away.ts';
import { RayClient } from './client.ts';
import { folderCarrier, logCarrier, type Carrier } from './carrier.ts';
import { Intake } from './intake.ts';
import { endOfExit, endWithoutWords, isOver, type JobEnd } from './jobEnd.ts';
import { RayError } from './rayError.ts';
import { prepareJob, type PreparedJob } from './submit.ts';

export interface RayRunOptions {
  readonly store: Store;
  readonly runId: string;
  /** For new jobs; one that is there already is followed where it is. */
  readonly target: RayTarget;
  /** Stop there, measured and saved. Default: the run's end. */
  readonly untilStep?: number;
  readonly onMessage?: (message: EngineMessage) => void;
  /** What happens to its jobs, as a sentence. */
  readonly onNote?: (text: string) => void;
  /** How often the cluster is asked. */
  readonly lookEveryMs?: number;
  readonly patience?: AwayPatience;
}

const LOOK_EVERY_MS = 2_000;
/** So many jobs in a row may be lost without a step further. */
const MOST_LOST = 3;

type Wish = 'run' | 'pause' | 'stop' | 'leave';

/** Follows the job that works on the run, or submits one. Throws a StoreError (`run-busy`, …) if it cannot be taken over. */
export function superviseOnRay(options: RayRunOptions): SupervisedRun {
  const { store, runId } = options;
  keepReserve(store.path);
  store.writer.markStarted(runId);
  return new RayRun(options);
}

class RayRun implements SupervisedRun {
  readonly ended: Promise<RunEnd>;
  readonly #options: RayRunOptions;
  readonly #abort = new AbortController();
  #wish: Wish = 'run';
  #wake: () => void = () => {};

  constructor(options: RayRunOptions) {
    this.#options = options;
    this.ended = this.#work();
  }

  /** The job saves and ends, which frees its place on the cluster; `resume` sends another one. */
  pause(): void {
    this.#change('pause');
  }

  resume(): void {
    this.#change('run');
  }

  stop(): void {
    this.#change('stop');
  }

  kill(): void {
    this.#change('stop');
  }

  leave(): void {
    this.#abort.abort(new Error('nobody follows the run any more'));
    this.#change('leave');
  }

  #change(wish: Wish): void {
    if (this.#wish === 'leave') return;
    this.#wish = wish;
    this.#wake();
  }

  /** Never rejects. */
  async #work(): Promise<RunEnd> {
    const { store, runId } = this.#options;
    let end: RunEnd;
    try {
      end = await this.#jobAfterJob();
    } catch (error) {
      end = this.#wish === 'leave' ? this.#left() : endOfFollowing(error);
    }
    try {
      withReserve(store.path, () => store.writer.finishRun(runId, end));
      return end;
    } catch (error) {
      return endBecauseOf(error);
    }
  }

  async #jobAfterJob(): Promise<RunEnd> {
    const { store, runId } = this.#options;
    let lost = 0;
    for (;;) {
      if (!store.reader.openRemoteJobOf(runId)) await this.#sendJob();
      const stepBefore = store.reader.getRun(runId).step;
      const end = await this.#follow();
      switch (end.kind) {
        case 'ended':
          if (end.event !== undefined) this.#tell('error', end.event, end.end.code);
          return end.end;
        case 'stopped':
          if (this.#wish === 'stop') return end.end;
          break;
        case 'waited':
          this.#tell('info', `Ray had no place for the job for too long (${end.reason}). It waits again.`);
          break;
        case 'lost':
          lost = store.reader.getRun(runId).step > stepBefore ? 1 : lost + 1;
          if (lost >= MOST_LOST) return explained('node-lost', end.reason);
          this.#tell('warning', `The job is lost (${end.reason}). Another one goes on from the last checkpoint.`);
      }
    }
  }

  /** Once the run is not paused. */
  async #sendJob(): Promise<void> {
    const { store, runId, target } = this.#options;
    if (this.#wish === 'pause') {
      store.writer.markStarted(runId);
      store.writer.setState(runId, 'paused');
    }
    while (this.#wish === 'pause') {
      store.writer.heartbeat(runId);
      await this.#pause();
    }
    if (this.#wish !== 'run') throw new Stopped();
    const { id, submit, start, uploadedBytes } = await this.#persistently(() => this.#prepare());
    // First the record: a job that nobody knows of could never be found again.
    store.writer.addRemoteJob(runId, { id, target });
    await this.#persistently(submit);
    const from = start.step > 0 ? ` from step ${String(start.step)}` : '';
    const megabytes = (uploadedBytes / 1e6).toFixed(1);
    this.#tell('info', `Job ${id} was sent to the cluster "${target.name}"${from}; ${megabytes} MB were uploaded.`);
  }

  #prepare(): Promise<PreparedJob> {
    const { store, runId, target, untilStep } = this.#options;
    requeueWithoutCheckpoint(store, runId);
    const client = new RayClient(target, this.#abort.signal);
    return prepareJob({ store, runId, target, client, ...(untilStep === undefined ? {} : { untilStep }) });
  }

  /** Follows the open job of the run to its end. */
  async #follow(): Promise<JobEnd> {
    const { store, runId, onMessage = () => {} } = this.#options;
    const job = store.reader.openRemoteJobOf(runId)!;
    const { id, target, segments } = job;
    const client = new RayClient(target, this.#abort.signal);
    const intake = new Intake({ store, runId, jobId: id, segments, onMessage });
    let carrier: Carrier | undefined = target.sharedFolder && folderCarrier(target.sharedFolder.here, id);
    let wasTold = false;
    for (;;) {
      const end = await this.#persistently(async (): Promise<JobEnd | undefined> => {
        intake.heartbeat();
        if (this.#wish !== 'run' && !wasTold) {
          await client.stop(id);
          wasTold = true;
          store.writer.setState(runId, 'stopping');
        }
        const state = await client.job(id);
        const node = state?.driver_node_id ?? undefined;
        if (node !== undefined && !carrier) {
          carrier = logCarrier(client, node, id);
          store.writer.setRemoteJobNode(id, node);
        }
        const end = carrier && (await this.#takeIn(intake, carrier, wasTold));
        if (end) return end;
        if (!state) return { kind: 'lost', reason: 'the cluster does not know it any more' };
        if (!isOver(state)) return wasTold && state.status === 'PENDING' ? NEVER_STARTED : undefined;
        // Its last words may have come between the two questions.
        const lateEnd = carrier && (await this.#takeIn(intake, carrier, wasTold));
        return lateEnd ?? endWithoutWords(client, id, state, wasTold);
      });
      if (end) {
        // One whose words nobody understands must not go on alone.
        if (end.kind === 'ended' && end.end.state === 'failed') await client.stop(id).catch(() => {});
        await this.#close(id, end, carrier);
        return end;
      }
      await this.#pause();
    }
  }

  async #takeIn(intake: Intake, carrier: Carrier, wasTold: boolean): Promise<JobEnd | undefined> {
    try {
      const exit = await intake.takeIn(carrier);
      return exit && endOfExit(exit, wasTold);
    } catch (error) {
      if (!(error instanceof RayError)) throw error;
      // A node that is going down cannot be read; what became of its job, Ray will say.
      if (error.code === 'refused') return undefined;
      if (error.code === 'transfer') return unreadable(error);
      throw error;
    }
  }

  async #close(id: string, end: JobEnd, carrier: Carrier | undefined): Promise<void> {
    this.#options.store.writer.endRemoteJob(id, outcomeOf(end));
    if (end.kind !== 'lost') await carrier?.cleanUp().catch(() => {});
  }

  /** Does `work`, again and again while the cluster is away. */
  async #persistently<Result>(work: () => Promise<Result>): Promise<Result> {
    const { store, runId, patience } = this.#options;
    const away = new Away(patience);
    for (;;) {
      try {
        const result = await work();
        if (away.isLong) this.#tell('info', 'The cluster answers again.');
        return result;
      } catch (error) {
        this.#abort.signal.throwIfAborted();
        if (!(error instanceof RayError) || !error.mayPass || this.#wish === 'stop') throw error;
        const waitMs = away.next(error);
        if (away.isNew) this.#tell('warning', `${error.message} It is tried again.`);
        store.writer.heartbeat(runId);
        await this.#pause(waitMs);
      }
    }
  }

  /** Waits, but not longer than until something else is wished. */
  async #pause(milliseconds = this.#options.lookEveryMs ?? LOOK_EVERY_MS): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#abort.signal.throwIfAborted();
  }

  #left(): RunEnd {
    return this.#options.store.reader.openRemoteJobOf(this.#options.runId) ? LEFT : NOT_SENT;
  }

  #tell(level: 'info' | 'warning' | 'error', message: string, code?: ErrorCode): void {
    const { store, runId, onNote } = this.#options;
    store.writer.addEvent(runId, { level, message, ...(code ? { code } : {}) });
    onNote?.(message);
  }
}

function outcomeOf(end: JobEnd): 'finished' | 'stopped' | 'failed' | 'lost' {
  if (!('end' in end)) return 'lost';
  return end.end.state === 'interrupted' ? 'failed' : end.end.state;
}

const LEFT = explained('left-on-cluster');
const NOT_SENT: RunEnd = { state: 'stopped', message: 'The run had not been sent to the cluster yet.' };
const NEVER_STARTED: JobEnd = { kind: 'stopped', end: { state: 'stopped', message: 'The run had not begun there.' } };

/** The run is to stop while no job works on it. */
class Stopped extends Error {}

function endOfFollowing(error: unknown): RunEnd {
  if (error instanceof Stopped) return { state: 'stopped' };
  if (error instanceof RayError) {
    if (error.code !== 'refused' && error.code !== 'transfer') return explained('cluster-away', error.message);
    return cannotWork(error);
  }
  return endBecauseOf(error);
}

function unreadable(error: RayError): JobEnd {
  return { kind: 'ended', end: cannotWork(error), event: error.message };
}

function cannotWork({ message }: RayError): RunEnd {
  return { state: 'failed', code: 'cluster-job', message };
}

function explained(code: ErrorCode, reason = ''): RunEnd {
  const { sentence, action } = ERRORS[code];
  return { state: 'interrupted', code, message: [reason, sentence, action].filter((part) => part !== '').join(' ') };
}
