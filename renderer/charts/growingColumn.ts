/** A column of numbers that is appended to while a run is live, without copying all of it each time. */

import { BlockExtremes } from './extremes.ts';

const FIRST_CAPACITY = 256;

export class GrowingColumn {
  length = 0;
  /** Extremes of what the last `view` has shown. */
  readonly blocks = new BlockExtremes();
  private memory = new Float64Array(FIRST_CAPACITY);

  push(value: number): void {
    if (this.length === this.memory.length) this.grow();
    this.memory[this.length] = value;
    this.length += 1;
  }

  /** Forgets all but the first `length` numbers. */
  shorten(length: number): void {
    this.length = Math.min(this.length, length);
    this.blocks.shorten(length);
  }

  /** The last value, or `fallback` while there is none. */
  last(fallback: number): number {
    return this.length === 0 ? fallback : this.memory[this.length - 1]!;
  }

  /** The numbers so far, sharing memory with this column. */
  view(): Float64Array {
    const numbers = this.memory.subarray(0, this.length);
    this.blocks.extend(numbers);
    return numbers;
  }

  private grow(): void {
    const larger = new Float64Array(this.memory.length * 2);
    larger.set(this.memory);
    this.memory = larger;
  }
}
