/** Ctrl-C and its relatives: the first one saves and stops, the second one ends the run at once. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm and shells pass a signal on that has reached us already: two so close together are one. */
const SAME_SIGNAL_MS = 500;

/** A run, or a sweep. */
interface Stoppable {
  stop(): void;
  kill(): void;
}

const SAVING = 'Finishing this step and saving … (press Ctrl-C again to end at once, without saving)';
/** Said instead where the work goes on without this process. */
export const LEAVING = 'Leaving the cluster alone with it …';

export class StopSignals {
  readonly #run: Stoppable;
  readonly #note: (text: string) => void;
  readonly #words: string;
  readonly #listener = (signal: NodeJS.Signals): void => this.#receive(signal);
  #firstMs: number | undefined;
  #signal: NodeJS.Signals | undefined;

  constructor(run: Stoppable, note: (text: string) => void, words = SAVING) {
    this.#run = run;
    this.#note = note;
    this.#words = words;
    for (const signal of SIGNALS) process.on(signal, this.#listener);
  }

  /** The signal that asked for the end, if one did. */
  get signal(): NodeJS.Signals | undefined {
    return this.#signal;
  }

  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.#listener);
  }

  #receive(signal: NodeJS.Signals): void {
    if (this.#firstMs === undefined) {
      this.#firstMs = performance.now();
      this.#signal = signal;
      this.#run.stop();
      this.#note(this.#words);
    } else if (performance.now() - this.#firstMs > SAME_SIGNAL_MS) {
      this.#run.kill();
    }
  }
}
