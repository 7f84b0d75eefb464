/** How long a cluster that does not answer is waited for. */
import { RayError } from './rayError.ts';

export interface AwayPatience {
  /** Between attempts; the last one goes on. */
  readonly waitsMs: readonly number[];
  /** After so long without an answer it is given up. */
  readonly mostMs: number;
}

/** A head is restarted in minutes, by a person or by Kubernetes. */
const PATIENCE: AwayPatience = { waitsMs: [1_000, 2_000, 5_000, 10_000, 30_000], mostMs: 3_600_000 };
/** A shorter absence is not worth a word. */
const WORTH_TELLING = 2;

export class Away {
  readonly #patience: AwayPatience;
  readonly #startMs = performance.now();
  #attempts = 0;

  constructor(patience: AwayPatience = PATIENCE) {
    this.#patience = patience;
  }

  /** True once, when the absence becomes worth telling. */
  get isNew(): boolean {
    return this.#attempts === WORTH_TELLING;
  }

  get isLong(): boolean {
    return this.#attempts >= WORTH_TELLING;
  }

  /** How long to wait before the next attempt, in milliseconds. Throws `error` once patience is over. */
  next(error: RayError): number {
    const { waitsMs, mostMs } = this.#patience;
    if (performance.now() - this.#startMs > mostMs) throw error;
    return waitsMs[Math.min(this.#attempts++, waitsMs.length - 1)]!;
  }
}
