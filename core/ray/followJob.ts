/** Follows one job of a run to its end: what it writes is taken in, what is wished is told to it, and a cluster that is away is waited for. */
import { type ErrorCode, type EngineMessage, type RayTarget } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import { Away, type AwayPatience } from './away.ts';
import { folderCarrier, logCarrier, type Carrier } from './carrier.ts';
import { RayClient, type RayJob } from './client.ts';
import { Intake } from './intake.ts';
import { endOfExit, endWithoutWords, isOver, NEVER_STARTED, outcomeOf, unreadable, type JobEnd } from './jobEnd.ts';
import { RayError } from './rayError.ts';
import type { Wishes } from './wishes.ts';

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

/** What looks after the jobs of one run. */
export class JobFollower {
  readonly #options: RayRunOptions;
  readonly #wishes: Wishes;

  constructor(options: RayRunOptions, wishes: Wishes) {
    this.#options = options;
    this.#wishes = wishes;
  }

  /** Follows the open job of the run to its end. */
  async follow(): Promise<JobEnd> {
    const { store, runId, onMessage = () => {} } = this.#options;
    const job = store.reader.openRemoteJobOf(runId)!;
    const { id, target, segments } = job;
    const client = new RayClient(target, this.#wishes.signal);
    const intake = new Intake({ store, runId, jobId: id, segments, onMessage });
    let carrier: Carrier | undefined = target.sharedFolder && folderCarrier(target.sharedFolder.here, id);
    let wasTold = false;
    for (;;) {
      const end = await this.persistently(async (): Promise<JobEnd | undefined> => {
        intake.heartbeat();
        if (this.#wishes.now !== 'run' && !wasTold) {
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
        if (!isOver(state)) {
          if (intake.isEmpty) onMessage(beforeFirstWord(state, target));
          return wasTold && state.status === 'PENDING' ? NEVER_STARTED : undefined;
        }
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
      await this.pause();
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
  async persistently<Result>(work: () => Promise<Result>): Promise<Result> {
    const { store, runId, patience } = this.#options;
    const away = new Away(patience);
    for (;;) {
      try {
        const result = await work();
        if (away.isLong) this.tell('info', 'The cluster answers again.');
        return result;
      } catch (error) {
        this.#wishes.signal.throwIfAborted();
        if (!(error instanceof RayError) || !error.mayPass || this.#wishes.now === 'stop') throw error;
        const waitMs = away.next(error);
        if (away.isNew) this.tell('warning', `${error.message} It is tried again.`);
        store.writer.heartbeat(runId);
        await this.pause(waitMs);
      }
    }
  }

  /** Waits until the cluster is to be looked at again, or something else is wished. */
  pause(milliseconds = this.#options.lookEveryMs ?? LOOK_EVERY_MS): Promise<void> {
    return this.#wishes.wait(milliseconds);
  }

  tell(level: 'info' | 'warning' | 'error', message: string, code?: ErrorCode): void {
    const { store, runId, onNote } = this.#options;
    store.writer.addEvent(runId, { level, message, ...(code ? { code } : {}) });
    onNote?.(message);
  }
}

/** What a job does before it can say so itself: both can take minutes. */
function beforeFirstWord({ status }: RayJob, { name }: RayTarget): EngineMessage {
  const detail =
    status === 'PENDING'
      ? `Waits for a place on the cluster “${name}”`
      : `A node of “${name}” starts the program; the first time it installs it, which takes minutes`;
  return { kind: 'phase', sequence: 0, phase: 'preparing', detail };
}
