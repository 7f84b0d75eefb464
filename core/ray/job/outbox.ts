/** The segments that a job writes: pooled for a moment, and each there as a whole or not at all. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineMessage } from '../../protocol/index.ts';
import { encodeEntry, segmentName, type Entry } from '../segments.ts';

/** How long lines wait for others. */
const POOL_MS = 2_000;
/** A segment is not made longer than this, unless by one line. */
const MOST_CHARACTERS = 2_000_000;

export class Outbox {
  readonly #folder: string;
  readonly #timer: NodeJS.Timeout;
  #lines: string[] = [];
  #characters = 0;
  /** Only the last one of a segment matters. */
  #progress: Entry | undefined;
  #next = 0;

  /** The folder is made, and must not have been used before. `onError`: it cannot be written any more. */
  constructor(folder: string, onError: (error: unknown) => void) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#timer = setInterval(() => {
      try {
        this.flush();
      } catch (error) {
        onError(error);
      }
    }, POOL_MS);
  }

  say(message: EngineMessage): void {
    const entry: Entry = { entry: 'message', message };
    if (message.kind === 'progress') this.#progress = entry;
    else this.add(entry);
  }

  add(entry: Entry): void {
    const line = encodeEntry(entry);
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters > MOST_CHARACTERS) this.flush();
  }

  flush(): void {
    const lines = this.#progress ? [...this.#lines, encodeEntry(this.#progress)] : this.#lines;
    this.#lines = [];
    this.#characters = 0;
    this.#progress = undefined;
    if (lines.length === 0) return;
    const path = join(this.#folder, segmentName(this.#next++));
    writeFileSync(`${path}.tmp`, `${lines.join('\n')}\n`);
    renameSync(`${path}.tmp`, path);
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
  }
}
