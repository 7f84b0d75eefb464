/**
 * A run on a cluster, followed from here: a job after the other until it ends, each going on where the last one left a
 * checkpoint. What is known of the jobs is in the store, so that following can end at any time and begin again elsewhere.
 */
import { endBecauseOf } from '../engine/interruption.ts';
import { requeueWithoutCheckpoint } from '../engine/startRun.ts';
import type { SupervisedRun } from '../engine/supervisor.ts';
import { ERRORS, type ErrorCode } from '../protocol/index.ts';
import { keepReserve, withReserve, type RunEnd } from '../store/index.ts';
import { RayClient } from './client.ts';
import { JobFollower, type RayRunOptions } from './followJob.ts';
import { cannotWork } from './jobEnd.ts';
import { RayError } from './rayError.ts';
import { prepareJob, type PreparedJob } from './submit.ts';
import { Wishes } from './wishes.ts';

export type { RayRunOptions } from './followJob.ts';

/** So many jobs in a row may be lost without a step further. */
const MOST_LOST = 3;

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
  readonly #wishes = new Wishes();
  readonly #follower: JobFollower;

  constructor(options: RayRunOptions) {
    this.#options = options;
    this.#follower = new JobFollower(options, this.#wishes);
    this.ended = this.#work();
  }

  /** The job saves and ends, which frees its place on the cluster; `resume` sends another one. */
  pause(): void {
    this.#wishes.change('pause');
  }

  resume(): void {
    this.#wishes.change('run');
  }

  stop(): void {
    this.#wishes.change('stop');
  }

  kill(): void {
    this.#wishes.change('stop');
  }

  leave(): void {
    this.#wishes.change('leave');
  }

  /** Never rejects. */
  async #work(): Promise<RunEnd> {
    const { store, runId } = this.#options;
    let end: RunEnd;
    try {
      end = await this.#jobAfterJob();
    } catch (error) {
      end = this.#wishes.now === 'leave' ? this.#left() : endOfFollowing(error);
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
      const end = await this.#follower.follow();
      switch (end.kind) {
        case 'ended':
          if (end.event !== undefined) this.#follower.tell('error', end.event, end.end.code);
          return end.end;
        case 'stopped':
          if (this.#wishes.now === 'stop') return end.end;
          break;
        case 'waited':
          this.#follower.tell('info', `Ray had no place for the job for too long (${end.reason}). It waits again.`);
          break;
        case 'lost':
          lost = store.reader.getRun(runId).step > stepBefore ? 1 : lost + 1;
          if (lost >= MOST_LOST) return explained('node-lost', end.reason);
          this.#follower.tell(
            'warning',
            `The job is lost (${end.reason}). Another one goes on from the last checkpoint.`,
          );
      }
    }
  }

  /** Once the run is not paused. */
  async #sendJob(): Promise<void> {
    const { store, runId, target } = this.#options;
    if (this.#wishes.now === 'pause') {
      store.writer.markStarted(runId);
      store.writer.setState(runId, 'paused');
    }
    while (this.#wishes.now === 'pause') {
      store.writer.heartbeat(runId);
      await this.#follower.pause();
    }
    if (this.#wishes.now !== 'run') throw new Stopped();
    const { id, submit, start, uploadedBytes } = await this.#follower.persistently(() => this.#prepare());
    // First the record: a job that nobody knows of could never be found again.
    store.writer.addRemoteJob(runId, { id, target });
    await this.#follower.persistently(submit);
    const from = start.step > 0 ? ` from step ${String(start.step)}` : '';
    const megabytes = (uploadedBytes / 1e6).toFixed(1);
    this.#follower.tell(
      'info',
      `Job ${id} was sent to the cluster "${target.name}"${from}; ${megabytes} MB were uploaded.`,
    );
  }

  #prepare(): Promise<PreparedJob> {
    const { store, runId, target, untilStep } = this.#options;
    requeueWithoutCheckpoint(store, runId);
    const client = new RayClient(target, this.#wishes.signal);
    return prepareJob({ store, runId, target, client, ...(untilStep === undefined ? {} : { untilStep }) });
  }

  #left(): RunEnd {
    return this.#options.store.reader.openRemoteJobOf(this.#options.runId) ? LEFT : NOT_SENT;
  }
}

const LEFT = explained('left-on-cluster');
const NOT_SENT: RunEnd = { state: 'stopped', message: 'The run had not been sent to the cluster yet.' };

/** The run is to stop while no job works on it. */
class Stopped extends Error {}

function endOfFollowing(error: unknown): RunEnd {
  if (error instanceof Stopped) return { state: 'stopped' };
  if (error instanceof RayError) {
    if (error.code === 'unauthorized') return explained('cluster-refuses', error.message);
    if (error.code !== 'refused' && error.code !== 'transfer') return explained('cluster-away', error.message);
    return cannotWork(error);
  }
  return endBecauseOf(error);
}

function explained(code: ErrorCode, reason = ''): RunEnd {
  const { sentence, action } = ERRORS[code];
  return { state: 'interrupted', code, message: [reason, sentence, action].filter((part) => part !== '').join(' ') };
}
