/** How fast bytes come in, over the last few seconds. */

const WINDOW_MS = 5000;
/** Pieces that come within this time count as one. */
const GRAIN_MS = 100;
/** Less time than this tells nothing. */
const LEAST_MS = 200;

export class SpeedMeter {
  readonly #now: () => number;
  #samples: { readonly timeMs: number; bytes: number }[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** `bytes` came in just now. */
  add(bytes: number): void {
    const timeMs = this.#now();
    const last = this.#samples.at(-1);
    // The very first piece stands alone: it only starts the clock.
    if (last !== undefined && this.#samples.length > 1 && timeMs - last.timeMs < GRAIN_MS) {
      last.bytes += bytes;
      return;
    }
    this.#samples.push({ timeMs, bytes });
    const oldest = this.#samples.findIndex((sample) => sample.timeMs >= timeMs - WINDOW_MS);
    if (oldest > 0) this.#samples = this.#samples.slice(oldest);
  }

  /** null until there is enough to tell. */
  get bytesPerSecond(): number | null {
    const [first] = this.#samples;
    if (first === undefined) return null;
    const elapsedMs = this.#now() - first.timeMs;
    if (elapsedMs < LEAST_MS) return null;
    // The first sample's bytes came before the measured time.
    const bytes = this.#samples.reduce((sum, sample) => sum + sample.bytes, -first.bytes);
    return (bytes * 1000) / elapsedMs;
  }

  /** Forgets everything: the connection was interrupted. */
  reset(): void {
    this.#samples = [];
  }
}
