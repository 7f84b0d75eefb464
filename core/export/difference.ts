/** How far two runtimes are apart on the same pictures. */
import { z } from 'zod';

/** On the networks' scale, −1…1. */
export const differenceSchema = z.strictObject({
  maximumError: z.number(),
  meanError: z.number(),
  /** null: there is no difference at all. */
  psnrDb: z.number().nullable(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** Black to white. */
const PEAK = 2;

export class DifferenceMeter {
  #maximum = 0;
  #sum = 0;
  #sumOfSquares = 0;
  #count = 0;

  /** Takes in one pair of tensors; throws a RangeError if they do not have the same number of elements. */
  add(actual: Float32Array, expected: Float32Array): void {
    if (actual.length !== expected.length) {
      throw new RangeError(`The exported model gives ${actual.length} numbers where ${expected.length} are right.`);
    }
    for (let index = 0; index < actual.length; index += 1) {
      const error = Math.abs(actual[index]! - expected[index]!);
      // "Not a number" must not pass as a small error.
      this.#maximum = error <= this.#maximum ? this.#maximum : Number.isNaN(error) ? Infinity : error;
      this.#sum += error;
      this.#sumOfSquares += error * error;
    }
    this.#count += actual.length;
  }

  result(): Difference {
    const meanSquare = this.#sumOfSquares / this.#count;
    return {
      maximumError: this.#maximum,
      meanError: this.#sum / this.#count,
      psnrDb: meanSquare === 0 ? null : 10 * Math.log10(PEAK ** 2 / meanSquare),
    };
  }
}
