/** How many threads TensorFlow may use. */
import { z } from 'zod';

const ThreadsSchema = z.object({ training: z.object({ threads: z.int().min(1) }) });

/**
 * Sets the environment variables that TensorFlow reads its thread counts from, if the document asks for a number. Native
 * code sees them only if they are set in the main thread of the process, before TensorFlow is loaded.
 */
export function limitThreads(
  document: Readonly<Record<string, unknown>>,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  const parsed = ThreadsSchema.safeParse(document);
  if (!parsed.success) return;
  setThreads(parsed.data.training.threads, environment);
}

/** The same for a number that somebody else has decided. */
export function setThreads(threads: number, environment: NodeJS.ProcessEnv): void {
  environment['TF_NUM_INTRAOP_THREADS'] = String(threads);
  environment['TF_NUM_INTEROP_THREADS'] = String(threads);
}
