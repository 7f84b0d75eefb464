/** Collects what an engine says and passes it on about ten times a second, so that the window is never flooded. */
import { randomUUID } from 'node:crypto';
import { ProgressSchema, type EngineMessage } from '../../../core/protocol/index.ts';
import type { RunLive } from '../../../core/protocol/studio/events.ts';
import type { StudioRunEvent } from '../../../core/protocol/studio/runRecords.ts';

const SEND_EVERY_MS = 100;
/** The progress without what makes it a message. */
const ProgressOfMessageSchema = ProgressSchema.strip();

export class LivePool {
  readonly #send: (live: RunLive) => void;
  readonly #pools = new Map<string, RunLive>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (live: RunLive) => void) {
    this.#send = send;
  }

  add(runId: string, message: EngineMessage): void {
    const pool = this.#pools.get(runId) ?? emptyPool(runId);
    this.#pools.set(runId, merged(pool, message));
    this.#timer ??= setTimeout(() => this.flush(), SEND_EVERY_MS);
  }

  /** Sends at once what is there: before a change of state, so that the window sees both in order. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const pool of this.#pools.values()) this.#send(pool);
    this.#pools.clear();
  }
}

function emptyPool(runId: string): RunLive {
  return {
    kind: 'run-live',
    runId,
    phase: null,
    progress: null,
    points: [],
    previews: [],
    checkpoints: [],
    evaluations: [],
    events: [],
  };
}

/** The pool with one more message in it. Changes of state are not live data: the run itself tells them. */
function merged(pool: RunLive, message: EngineMessage): RunLive {
  switch (message.kind) {
    case 'phase':
      return { ...pool, phase: { phase: message.phase, detail: message.detail } };
    case 'progress':
      return { ...pool, progress: ProgressOfMessageSchema.parse(message) };
    case 'metrics':
      return { ...pool, points: [...pool.points, ...message.points] };
    case 'preview': {
      const { step, epoch, sampleId, role, widthPixels, heightPixels } = message;
      return { ...pool, previews: [...pool.previews, { step, epoch, sampleId, role, widthPixels, heightPixels }] };
    }
    case 'checkpoint': {
      const { path, step, epoch, purpose, bytes } = message;
      return { ...pool, checkpoints: [...pool.checkpoints, { path, step, epoch, purpose, bytes }] };
    }
    case 'evaluation': {
      const { step, epoch, role, metric, value, samples, extractor = '', details = null } = message;
      const evaluation = { step, epoch, role, metric, value, samples, extractor, details };
      return { ...pool, evaluations: [...pool.evaluations, evaluation] };
    }
    case 'warning':
      return { ...pool, events: [...pool.events, runEvent({ ...message, level: 'warning' })] };
    case 'log':
      return {
        ...pool,
        events: [...pool.events, runEvent({ ...message, code: message.code ?? null, step: message.step ?? null })],
      };
    case 'failed':
      return {
        ...pool,
        events: [...pool.events, runEvent({ ...message, level: 'error', step: message.step ?? null })],
      };
    case 'ready':
    case 'weights':
    case 'paused':
    case 'resumed':
    case 'finished':
    case 'stopped':
      return pool;
  }
}

function runEvent({ level, code, step, message }: Omit<StudioRunEvent, 'id' | 'atMs'>): StudioRunEvent {
  return { id: randomUUID(), atMs: Date.now(), level, code, step, message };
}
