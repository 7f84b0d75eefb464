/** Where a stretch of numbers has its lowest, its highest and its last broken (NaN, ±Infinity) value. */

const BLOCK_SIZE = 32;

/** Positions are −1 where there is no such value. */
export class Extremes {
  lowest = -1;
  highest = -1;
  broken = -1;
  private low = Infinity;
  private high = -Infinity;

  /** Takes in the values from `from` to before `end`. The hot loop of every zoom: it compares and does nothing else. */
  scan(values: ArrayLike<number>, from: number, end: number): void {
    for (let index = from; index < end; index += 1) {
      const value = values[index]!;
      // Only NaN and ±Infinity are not 0 away from themselves.
      if (value - value !== 0) this.broken = index;
      else {
        if (value < this.low) {
          this.low = value;
          this.lowest = index;
        }
        if (value > this.high) {
          this.high = value;
          this.highest = index;
        }
      }
    }
  }

  /** Takes in what another stretch, further right, has found. */
  add(other: Extremes): void {
    if (other.low < this.low) {
      this.low = other.low;
      this.lowest = other.lowest;
    }
    if (other.high > this.high) {
      this.high = other.high;
      this.highest = other.highest;
    }
    if (other.broken >= 0) this.broken = other.broken;
  }
}

/** The extremes of every whole block of a growing column, so that a chart of 100,000 points need not look at all of them. */
export class BlockExtremes {
  private readonly blocks: Extremes[] = [];

  /** Looks at the blocks that have become whole since the last call. */
  extend(values: ArrayLike<number>): void {
    for (let block = this.blocks.length; (block + 1) * BLOCK_SIZE <= values.length; block += 1) {
      const extremes = new Extremes();
      extremes.scan(values, block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE);
      this.blocks.push(extremes);
    }
  }

  /** Forgets what lies beyond the first `length` values. */
  shorten(length: number): void {
    this.blocks.length = Math.min(this.blocks.length, Math.floor(length / BLOCK_SIZE));
  }

  /** The extremes of `values` from `from` to before `end`. */
  between(values: ArrayLike<number>, from: number, end: number): Extremes {
    const found = new Extremes();
    const firstBlock = Math.ceil(from / BLOCK_SIZE);
    const endBlock = Math.min(Math.floor(end / BLOCK_SIZE), this.blocks.length);
    if (endBlock <= firstBlock) {
      found.scan(values, from, end);
      return found;
    }
    found.scan(values, from, firstBlock * BLOCK_SIZE);
    for (let block = firstBlock; block < endBlock; block += 1) found.add(this.blocks[block]!);
    found.scan(values, endBlock * BLOCK_SIZE, end);
    return found;
  }
}
