/** `tf.tidy` for work that returns plain data: frees every tensor that the work made and did not keep. */
import type { TensorFlow } from './tensorflow.ts';

export function inScope<T>(tf: TensorFlow, work: () => T): T {
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}
