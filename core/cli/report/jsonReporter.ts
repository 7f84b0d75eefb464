/**
 * One JSON object a line, told apart by `kind`: first `run`, then the engine's messages as core/protocol defines them
 * (previews without their pixels; NaN and ±Infinity as null, since JSON has none), `note`, and last `ended`.
 */
import type { EngineMessage } from '../../protocol/index.ts';
import type { RunEnd, RunRecord } from '../../store/index.ts';
import type { RunReporter } from './runReporter.ts';

export class JsonReporter implements RunReporter {
  readonly #output: { write(text: string): unknown };

  constructor(output: { write(text: string): unknown }) {
    this.#output = output;
  }

  started({ id, name }: RunRecord): void {
    this.#print({ kind: 'run', id, name });
  }

  message(message: EngineMessage): void {
    this.#print(message.kind === 'preview' ? { ...message, png: undefined } : message);
  }

  note(text: string): void {
    this.#print({ kind: 'note', message: text });
  }

  ended({ id, step }: RunRecord, end: RunEnd): void {
    this.#print({ kind: 'ended', id, step, ...end });
  }

  #print(value: object): void {
    this.#output.write(`${JSON.stringify(value)}\n`);
  }
}
