/**
 * Channel distillation (OMGD §3.3): at every tap, the mean over space of the connected student activation should equal
 * that of the wider teacher, by mean squared error; summed over the taps, before λ_CD.
 */
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor2D } from '../ops/tensorflow.ts';

/** Spatial means [N, C_teacher], student (after its connectors) and teacher, tap by tap. Gradients reach the student. */
export function channelDistillation(ops: Ops, student: readonly Tensor2D[], teacher: readonly Tensor2D[]): Scalar {
  return student
    .map((mean, tap) => ops.mean(ops.tf.square(ops.tf.sub(mean, teacher[tap]!))))
    .reduce((sum, term) => ops.tf.add(sum, term));
}
