/** How long a model takes for one batch of pictures: warm-up first, then single runs, told by median and 95th percentile. */
import { z } from 'zod';

export const latencySchema = z.strictObject({
  medianMs: z.number(),
  p95Ms: z.number(),
  /** Measured runs; the warm-up is not among them. */
  runs: z.int(),
  sizePixels: z.strictObject({ height: z.int(), width: z.int() }),
});
export type Latency = z.infer<typeof latencySchema>;

export interface LatencySettings {
  readonly warmUps: number;
  readonly runs: number;
}

/** @param run one batch through the model, until its answer is there */
export async function timeRuns(run: () => Promise<void>, { warmUps, runs }: LatencySettings): Promise<number[]> {
  for (let index = 0; index < warmUps; index += 1) await run();
  const timesMs: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now();
    await run();
    timesMs.push(performance.now() - start);
  }
  return timesMs;
}

/** The smallest of `values` that at least `fraction` of them do not exceed (nearest rank); NaN for none. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? NaN;
}

export function summarize(timesMs: readonly number[]): Pick<Latency, 'medianMs' | 'p95Ms' | 'runs'> {
  return { medianMs: quantile(timesMs, 0.5), p95Ms: quantile(timesMs, 0.95), runs: timesMs.length };
}
