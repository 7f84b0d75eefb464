/**
 * Decoded, resized pictures kept in memory, so that later epochs read no files.
 *
 * When the budget is used up, what is in stays in and the rest is decoded again each epoch. Throwing out the oldest would
 * be worse: epochs visit every sample once in a new order, so the oldest is as likely to be next as any other.
 */
import type { Pixels } from './pixels.ts';

/** Keeps whatever holds pictures, by the sample's number. */
export class PixelCache<Entry> {
  readonly #budgetBytes: number;
  readonly #picturesOf: (entry: Entry) => readonly Pixels[];
  readonly #entries = new Map<number, Entry>();
  #usedBytes = 0;

  constructor(budgetBytes: number, picturesOf: (entry: Entry) => readonly Pixels[]) {
    this.#budgetBytes = budgetBytes;
    this.#picturesOf = picturesOf;
  }

  get(sampleIndex: number): Entry | undefined {
    return this.#entries.get(sampleIndex);
  }

  /** Keeps the entry if there is room. */
  offer(sampleIndex: number, entry: Entry): void {
    const bytes = this.#picturesOf(entry).reduce((sum, { data }) => sum + data.byteLength, 0);
    if (this.#usedBytes + bytes > this.#budgetBytes || this.#entries.has(sampleIndex)) return;
    this.#entries.set(sampleIndex, entry);
    this.#usedBytes += bytes;
  }
}
