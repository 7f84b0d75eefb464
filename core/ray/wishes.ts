/** What is wished of a run on a cluster. Whoever follows it waits here, and hears at once when something else is wished. */

export type Wish = 'run' | 'pause' | 'stop' | 'leave';

export class Wishes {
  readonly #abort = new AbortController();
  #now: Wish = 'run';
  #wake: () => void = () => {};

  get now(): Wish {
    return this.#now;
  }

  /** Aborted when nobody is to follow the run any more. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** After `leave` nothing else can be wished. */
  change(wish: Wish): void {
    if (this.#now === 'leave') return;
    this.#now = wish;
    if (wish === 'leave') this.#abort.abort(new Error('nobody follows the run any more'));
    this.#wake();
  }

  /** Waits, but not longer than until something else is wished. Rejects when the run is to be left. */
  async wait(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.signal.throwIfAborted();
  }
}
