// Prints the progress of the set-up: one line that is rewritten on a terminal, one line a phase elsewhere.
import type { RuntimeProgress } from '../engine/runtime/runtime.ts';

const BYTES_PER_MEGABYTE = 1_000_000;

/** The part of a stream that the printer uses; process.stderr is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export class SetupProgressPrinter {
  readonly #stream: ProgressStream;
  #printed = '';

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  /** Shows one report of the set-up; the last phase is left to the caller's own closing line. */
  print(progress: RuntimeProgress): void {
    if (progress.phase === 'ready') return;
    const line = this.#stream.isTTY === true ? describe(progress) : `${progress.message} …`;
    if (line === this.#printed) return;
    this.#stream.write(this.#stream.isTTY === true ? `\r\u001b[K${line}` : `${line}\n`);
    this.#printed = line;
  }

  /** Ends the line that was being rewritten. */
  finish(): void {
    if (this.#stream.isTTY === true && this.#printed !== '') this.#stream.write('\r\u001b[K');
    this.#printed = '';
  }
}

/** E.g. "Downloading TensorFlow … 120 of 274 MB (44 %)". */
function describe({ message, doneBytes, totalBytes }: RuntimeProgress): string {
  if (doneBytes === null || totalBytes === null) return `${message} …`;
  const percent = Math.floor((100 * doneBytes) / totalBytes);
  return `${message} … ${inMegabytes(doneBytes)} of ${inMegabytes(totalBytes)} MB (${String(percent)} %)`;
}

function inMegabytes(bytes: number): string {
  return String(Math.round(bytes / BYTES_PER_MEGABYTE));
}
