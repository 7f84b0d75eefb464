/** One measurement, as the process that makes it is told, and what it answers. */
import { z } from 'zod';
import { conventionSchema } from '../../pipeline/index.ts';

export const BENCH_RUNTIMES = ['onnx', 'tfjs'] as const;
export type BenchRuntime = (typeof BENCH_RUNTIMES)[number];

export const benchTaskSchema = z.strictObject({
  runtime: z.enum(BENCH_RUNTIMES),
  /** Where the model file lies. */
  folder: z.string(),
  convention: conventionSchema,
  channels: z.int(),
  sizePixels: z.int(),
  threads: z.int().min(1),
  warmUps: z.int().min(0),
  runs: z.int().min(1),
});
export type BenchTask = z.infer<typeof benchTaskSchema>;

export const benchAnswerSchema = z.strictObject({
  runtime: z.string(),
  timesMs: z.array(z.number()).min(1),
  /** Of the whole process: runtime, model and pictures. */
  peakBytes: z.number(),
});
export type BenchAnswer = z.infer<typeof benchAnswerSchema>;

/** What the answer's line starts with; native code prints lines of its own. */
export const ANSWER_MARK = 'BENCH ';

/** TensorFlow reads its thread counts from the environment that its process starts with. */
export function threadEnvironment(threads: number): Record<string, string> {
  const count = String(threads);
  return { TF_NUM_INTRAOP_THREADS: count, TF_NUM_INTEROP_THREADS: count, OMP_NUM_THREADS: count };
}
