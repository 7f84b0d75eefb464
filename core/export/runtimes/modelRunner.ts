/** A model file, loaded by a program that shares no code with the engine's operations. */
import type { Pictures } from '../convention.ts';

export interface ModelRunner {
  /** For the report, e.g. `onnxruntime 1.30.0`. */
  readonly runtime: string;
  /** What the file makes of the pictures. Throws the runtime's error if it cannot. */
  run(pictures: Pictures): Promise<Pictures>;
  /** A function that has the runtime compute these pictures and fetches its answer: nothing else is in its time. */
  prepare(pictures: Pictures): () => Promise<void>;
  close(): Promise<void>;
}
