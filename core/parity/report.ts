/** Differences between the engine's numbers and the reference's, judged against tolerances. */

export interface Quantity {
  readonly case: string;
  readonly quantity: string;
  /** In the units of the tolerance. */
  readonly difference: number;
  readonly tolerance: number;
  readonly passed: boolean;
}

/** Float32 sums in another order differ by so much over a whole tensor; no fault in a formula does. */
const ROUNDING_L2 = 1e-4;

export class Report {
  readonly quantities: Quantity[] = [];
  private readonly name: string;

  constructor(caseName: string) {
    this.name = caseName;
  }

  /** NaN never passes. */
  judge(quantity: string, difference: number, tolerance: number): void {
    const passed = difference <= tolerance;
    this.quantities.push({ case: this.name, quantity, difference, tolerance, passed });
  }

  /** Element by element, absolute; or the whole tensor, where rounding strikes single elements of a long sum. */
  tensor(quantity: string, actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
    const difference = largestDifference(actual, expected);
    const whole = relativeL2(actual, expected);
    if (difference > tolerance && whole <= ROUNDING_L2) this.judge(`${quantity} (relative L2)`, whole, ROUNDING_L2);
    else this.judge(quantity, difference, tolerance);
  }

  /** A scalar, with a tolerance relative to the expected value or to the distance of the authors' float32 and float64. */
  scalar(quantity: string, actual: number, expected: number, options: ScalarTolerance): void {
    const { relative, exact, exactFactor = 5 } = options;
    const rounding = exact === undefined ? 0 : exactFactor * Math.abs(expected - exact);
    this.judge(quantity, Math.abs(actual - expected), Math.max(relative * Math.abs(expected), rounding, 1e-7));
  }

  get passed(): boolean {
    return this.quantities.every(({ passed }) => passed);
  }
}

export interface ScalarTolerance {
  readonly relative: number;
  /** The authors' code in float64. */
  readonly exact?: number | undefined;
  readonly exactFactor?: number;
}

/** Largest |a − b|; NaN if lengths differ or a value is not a number. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return NaN;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(difference)) return NaN;
  }
  return largest;
}

/** ‖a − b‖₂ / ‖b − origin‖₂. */
export function relativeL2(a: ArrayLike<number>, b: ArrayLike<number>, origin?: ArrayLike<number>): number {
  if (a.length !== b.length) return NaN;
  let distance = 0;
  let length = 0;
  for (let i = 0; i < a.length; i++) {
    distance += (a[i]! - b[i]!) ** 2;
    length += (b[i]! - (origin?.[i] ?? 0)) ** 2;
  }
  return Math.sqrt(distance) / Math.max(Math.sqrt(length), 1e-12);
}
