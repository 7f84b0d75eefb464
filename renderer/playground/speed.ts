/** How fast a model answers. Times are milliseconds. */
import { quantile } from '../../core/export/latency.ts';

export interface Speed {
  /** Median of the latest answers. */
  readonly latencyMs: number;
  /** Answers of the last second; while nothing is drawn there are none to count, and the last figure stands. */
  readonly framesPerSecond: number | undefined;
}

const KEPT_ANSWERS = 20;
const WINDOW_MS = 1000;
/** Fewer answers in a second are single questions, not a stream. */
const FEWEST_FOR_RATE = 3;

/** Keeps the latest answers of one model. */
export class SpeedMeter {
  #latencies: readonly number[] = [];
  #times: readonly number[] = [];
  #framesPerSecond: number | undefined;
  #pixels = 0;

  /** An answer to so many pixels, which took `latencyMs`, has come at `nowMs`. What other sizes took says nothing of it. */
  add(latencyMs: number, nowMs: number, pixels: number): Speed {
    if (pixels !== this.#pixels) {
      this.#latencies = this.#times = [];
      this.#framesPerSecond = undefined;
      this.#pixels = pixels;
    }
    this.#latencies = [...this.#latencies, latencyMs].slice(-KEPT_ANSWERS);
    this.#times = [...this.#times.filter((time) => nowMs - time < WINDOW_MS), nowMs];
    const spanMs = nowMs - this.#times[0]!;
    if (this.#times.length >= FEWEST_FOR_RATE) this.#framesPerSecond = ((this.#times.length - 1) / spanMs) * 1000;
    return { latencyMs: quantile(this.#latencies, 0.5), framesPerSecond: this.#framesPerSecond };
  }
}
