/** How far two runtimes are apart on the same pictures. */
import { z } from 'zod';
import { ssimPerPicture } from '../metrics/ssim.ts';
import type { Pictures } from './convention.ts';

/** On the networks' scale, −1…1. */
export const differenceSchema = z.strictObject({
  maximumError: z.number(),
  /** The same as L1. */
  meanError: z.number(),
  /** null: there is no difference at all. */
  psnrDb: z.number().nullable(),
  /** Mean over the pictures; 1: no difference. */
  ssim: z.number(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** Black to white. */
const PEAK = 2;

/** Numbers of any shape. */
export class ErrorMeter {
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

  result(): Omit<Difference, 'ssim'> {
    const meanSquare = this.#sumOfSquares / this.#count;
    return {
      maximumError: this.#maximum,
      meanError: this.#sum / this.#count,
      psnrDb: meanSquare === 0 ? null : 10 * Math.log10(PEAK ** 2 / meanSquare),
    };
  }
}

/** Pictures. */
export class DifferenceMeter {
  readonly #errors = new ErrorMeter();
  readonly #ssim: number[] = [];

  /** Throws a RangeError if the pictures do not have the same shape. */
  add(actual: Pictures, expected: Pictures): void {
    this.#errors.add(actual.values, expected.values);
    this.#ssim.push(...ssimPerPicture(actual.values, expected.values, expected.shape));
  }

  result(): Difference {
    const sum = this.#ssim.reduce((total, ssim) => total + ssim, 0);
    return { ...this.#errors.result(), ssim: sum / this.#ssim.length };
  }
}
