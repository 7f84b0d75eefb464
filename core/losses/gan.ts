/**
 * The GAN objectives: hinge (Lim & Ye 2017), least squares (Mao et al. 2017) and the original one on logits
 * (Goodfellow et al. 2014). Scores are the discriminator's patches [N, H, W, 1], any range.
 */
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor4D } from '../ops/tensorflow.ts';

export type GanMode = 'hinge' | 'lsgan' | 'vanilla';

/** What the discriminator pays for its scores of real or generated images. */
export function discriminatorLoss(ops: Ops, mode: GanMode, scores: Tensor4D, real: boolean): Scalar {
  const { tf } = ops;
  switch (mode) {
    case 'hinge': // real: mean max(0, 1 − s), fake: mean max(0, 1 + s)
      return ops.mean(tf.relu(real ? tf.sub(1, scores) : tf.add(1, scores)));
    case 'lsgan': // mean (s − label)²
      return ops.mean(tf.square(real ? tf.sub(scores, 1) : scores));
    case 'vanilla': // binary cross entropy on logits
      return ops.mean(tf.softplus(real ? tf.neg(scores) : scores));
  }
}

/** What a generator pays for the scores of its images. */
export function generatorLoss(ops: Ops, mode: GanMode, scores: Tensor4D): Scalar {
  return mode === 'hinge' ? ops.tf.neg(ops.mean(scores)) : discriminatorLoss(ops, mode, scores, true);
}
