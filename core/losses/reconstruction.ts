/** Distance between a teacher's image and the target (METHOD "Paired training", step 2), before λ_recon. */
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor4D } from '../ops/tensorflow.ts';
import { absolute } from './absolute.ts';
import type { PerceptualNetwork } from './perceptual.ts';

export type ReconstructionType = 'l1' | 'l2' | 'smooth_l1' | 'vgg';

/**
 * Weights of the four taps for `vgg`, shallow to deep. The authors compare five taps of VGG19, each twice as heavy as
 * the one before and the last at 1; the studio has VGG16, and keeps that rule.
 */
const VGG_TAP_WEIGHTS = [1 / 8, 1 / 4, 1 / 2, 1];

/** Images NHWC in −1…1. Gradients reach `image` only. `perceptual` is needed for `vgg`. */
export function reconstructionLoss(
  ops: Ops,
  type: ReconstructionType,
  image: Tensor4D,
  target: Tensor4D,
  perceptual?: PerceptualNetwork,
): Scalar {
  switch (type) {
    case 'l1':
      return ops.mean(absolute(ops, ops.tf.sub(image, target)));
    case 'l2':
      return ops.mean(ops.tf.square(ops.tf.sub(image, target)));
    case 'smooth_l1':
      return smoothL1(ops, image, target);
    case 'vgg':
      return perceptualDistance(ops, image, target, perceptual);
  }
}

/** Huber's loss with β 1: ½d² below 1, |d| − ½ above. */
function smoothL1(ops: Ops, image: Tensor4D, target: Tensor4D): Scalar {
  const { tf } = ops;
  const distance = absolute(ops, tf.sub(image, target));
  const quadratic = tf.minimum(distance, 1);
  return ops.mean(tf.add(tf.mul(tf.square(quadratic), 0.5), tf.sub(distance, quadratic)));
}

function perceptualDistance(ops: Ops, image: Tensor4D, target: Tensor4D, perceptual?: PerceptualNetwork): Scalar {
  if (!perceptual) throw new Error('The reconstruction loss "vgg" needs a perceptual network.');
  const targets = perceptual(target);
  return perceptual(image)
    .map((feature, tap) => {
      const distance = ops.mean(absolute(ops, ops.tf.sub(feature, targets[tap]!)));
      return ops.tf.mul(distance, VGG_TAP_WEIGHTS[tap]!) as Scalar;
    })
    .reduce((sum, term) => ops.tf.add(sum, term));
}
