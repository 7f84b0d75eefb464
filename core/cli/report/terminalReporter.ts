/** A run on a terminal: lines that stay, and below them one progress line that is rewritten. */
import type { EngineMessage } from '../../protocol/index.ts';
import type { RunEnd, RunRecord } from '../../store/index.ts';
import { ProgressState } from './progressText.ts';
import { endLine, RunLines } from './runLines.ts';
import type { RunReporter } from './runReporter.ts';

/** The part of a terminal that is used; process.stdout is one. */
export interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[K';
const DEFAULT_COLUMNS = 80;

export class TerminalReporter implements RunReporter {
  readonly #terminal: Terminal;
  readonly #lines = new RunLines();
  readonly #state = new ProgressState();
  #note = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  started({ id, name }: RunRecord): void {
    this.#keep(`Run ${id.slice(0, 8)}: ${name}`);
  }

  message(message: EngineMessage): void {
    this.#state.take(message);
    for (const line of this.#lines.linesFor(message)) this.#keep(line);
    this.#draw();
  }

  note(text: string): void {
    this.#note = text;
    this.#keep(text);
    this.#draw();
  }

  ended(run: RunRecord, end: RunEnd): void {
    this.#keep(endLine(run, end));
  }

  #keep(line: string): void {
    this.#terminal.write(`${CLEAR_LINE}${line}\n`);
  }

  #draw(): void {
    const text = this.#state.text({ bar: true });
    const line = this.#note === '' ? text : `[stopping] ${text}`;
    const width = (this.#terminal.columns ?? DEFAULT_COLUMNS) - 1;
    this.#terminal.write(CLEAR_LINE + (line.length > width ? `${line.slice(0, width - 1)}…` : line));
  }
}
