/** Which checkpoint of a run is the best so far, by one measure of the student. */
import { METRIC_INFO, type Metric } from '../pipeline/index.ts';
import type { Measurement } from './measurement.ts';

export class Best {
  readonly #metric: Metric | undefined;
  #value: number | undefined;

  /** @param value the best value before this session, if there was one; without a `metric` nothing is ever the best */
  constructor(metric: Metric | undefined, value?: number) {
    this.#metric = metric;
    this.#value = value;
  }

  /** Whether this evaluation is better than every one before it. */
  improves(measured: readonly Measurement[]): boolean {
    const value = measured.find(({ role, metric }) => role === 'student' && metric === this.#metric)?.value;
    if (this.#metric === undefined || value === undefined || !Number.isFinite(value)) return false;
    const isBetter = this.#value === undefined || isBetterThan(this.#metric, value, this.#value);
    if (isBetter) this.#value = value;
    return isBetter;
  }
}

export function isBetterThan(metric: string, value: number, other: number): boolean {
  return METRIC_INFO[metric]?.better === 'lower' ? value < other : value > other;
}
