/** A run in a log file or a pipe: plain lines, with the progress at the start, the end, and every ten seconds. */
import type { EngineMessage } from '../../protocol/index.ts';
import type { RunEnd, RunRecord } from '../../store/index.ts';
import { ProgressState } from './progressText.ts';
import { endLine, RunLines } from './runLines.ts';
import type { RunReporter } from './runReporter.ts';

const PROGRESS_EVERY_MS = 10_000;

export class PlainReporter implements RunReporter {
  readonly #output: { write(text: string): unknown };
  readonly #lines = new RunLines();
  readonly #state = new ProgressState();
  #lastProgressMs = -Infinity;
  #lastStep = -1;

  constructor(output: { write(text: string): unknown }) {
    this.#output = output;
  }

  started({ id, name }: RunRecord): void {
    this.note(`Run ${id}: ${name}`);
  }

  message(message: EngineMessage): void {
    this.#state.take(message);
    for (const line of this.#lines.linesFor(message)) this.note(line);
    if (message.kind !== 'progress' || message.step === this.#lastStep) return;
    const isDue = performance.now() - this.#lastProgressMs >= PROGRESS_EVERY_MS;
    if (!isDue && message.step !== message.totalSteps) return;
    this.#lastProgressMs = performance.now();
    this.#lastStep = message.step;
    this.note(this.#state.text({ bar: false }));
  }

  note(text: string): void {
    this.#output.write(`${text}\n`);
  }

  ended(run: RunRecord, end: RunEnd): void {
    this.note(endLine(run, end));
  }
}
