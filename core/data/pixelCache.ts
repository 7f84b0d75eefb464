/**
 * Decoded, resized pictures kept in memory, so that later epochs read no files.
 *
 * When the budget is used up, what is in stays in and the rest is decoded again each epoch. Throwing out the oldest would
 * be worse: epochs visit every sample once in a new order, so the oldest is as likely to be next as any other.
 */
import type { PixelPair } from './pixels.ts';

export class PixelCache {
  readonly #budgetBytes: number;
  readonly #pairs = new Map<number, PixelPair>();
  #usedBytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get(sampleIndex: number): PixelPair | undefined {
    return this.#pairs.get(sampleIndex);
  }

  /** Keeps the pair if there is room. */
  offer(sampleIndex: number, pair: PixelPair): void {
    const bytes = pair.input.data.byteLength + pair.target.data.byteLength;
    if (this.#usedBytes + bytes > this.#budgetBytes || this.#pairs.has(sampleIndex)) return;
    this.#pairs.set(sampleIndex, pair);
    this.#usedBytes += bytes;
  }
}
