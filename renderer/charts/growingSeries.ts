/** Columns of numbers that are appended to while a run is live, without copying all of them each time. */
import { seriesOf, type Series } from './series.ts';

const FIRST_CAPACITY = 256;

/** Typed columns that double when they are full. A point whose x is not beyond the last one is skipped: it came twice. */
export class GrowingSeries implements Series {
  length = 0;
  x = new Float64Array(FIRST_CAPACITY);
  y = new Float64Array(FIRST_CAPACITY);

  append(x: number, y: number): void {
    if (this.length > 0 && x <= this.x[this.length - 1]!) return;
    if (this.length === this.x.length) this.grow();
    this.x[this.length] = x;
    this.y[this.length] = y;
    this.length += 1;
  }

  /** The points so far, sharing memory with this series. A fresh object, so that a reactive reader notices the growth. */
  snapshot(): Series {
    return seriesOf(this.x.subarray(0, this.length), this.y.subarray(0, this.length));
  }

  private grow(): void {
    this.x = enlarged(this.x);
    this.y = enlarged(this.y);
  }
}

function enlarged(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
