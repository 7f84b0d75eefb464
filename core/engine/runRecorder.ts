/** Writes what an engine says into the store: metrics pooled, everything else at once and in order. */
import type { EngineMessage, MetricPoint } from '../protocol/index.ts';
import { recordMessage, type RunProgress, type StoreWriter } from '../store/index.ts';

/** How often pooled metrics and the progress are written. The store wants a heartbeat at least every 30 s. */
const WRITE_EVERY_MS = 2_000;

export class RunRecorder {
  readonly #writer: StoreWriter;
  readonly #runId: string;
  readonly #timer: NodeJS.Timeout;
  #points: MetricPoint[] = [];
  #progress: RunProgress | undefined;

  /** `onError` hears of writes by the clock that failed; those in `record` and `close` throw. */
  constructor(writer: StoreWriter, runId: string, onError: (error: unknown) => void) {
    this.#writer = writer;
    this.#runId = runId;
    this.#timer = setInterval(() => {
      try {
        this.#write();
      } catch (error) {
        onError(error);
      }
    }, WRITE_EVERY_MS);
  }

  record(message: EngineMessage): void {
    if (message.kind === 'metrics') {
      this.#points.push(...message.points);
      const { step, epoch, trainedMs } = message.points.at(-1)!;
      if (this.#progress) this.#progress = { ...this.#progress, step, epoch, trainedMs };
    } else if (message.kind === 'progress') {
      this.#progress = message;
    } else {
      this.#write();
      recordMessage(this.#writer, this.#runId, message);
    }
  }

  /** Writes what is pooled and stops the clock; nothing is recorded after that. */
  close(): void {
    clearInterval(this.#timer);
    if (this.#points.length > 0) this.#write();
  }

  /** Also a paused run, or one that builds its networks, gets its heartbeat. */
  #write(): void {
    const points = this.#points;
    this.#points = [];
    if (points.length > 0) this.#writer.appendMetrics(this.#runId, points);
    this.#writer.heartbeat(this.#runId, this.#progress);
  }
}
