/** A line on a terminal that is rewritten; nothing where there is no terminal. */

/** The part of a stream that is used; process.stderr is one. */
export interface StatusStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[K';
/** Faster than anyone reads. */
const SHOW_EVERY_MS = 100;

export class StatusLine {
  readonly #stream: StatusStream;
  #lastMs = -Infinity;

  constructor(stream: StatusStream) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (this.#stream.isTTY !== true || performance.now() - this.#lastMs < SHOW_EVERY_MS) return;
    this.#lastMs = performance.now();
    this.#stream.write(CLEAR_LINE + text);
  }

  clear(): void {
    if (this.#stream.isTTY === true) this.#stream.write(CLEAR_LINE);
  }
}
