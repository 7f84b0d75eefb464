/**
 * The perceptual losses of the student (OMGD §3.2; Johnson et al. 2016): feature reconstruction on relu2_2 and style
 * (Gram matrices) on relu1_2, relu2_2, relu3_3 and relu4_3 of VGG16.
 */
import { VGG_TAPS, vggTrunk } from '../networks/vggTrunk.ts';
import type { Ops } from '../ops/ops.ts';
import { runNetwork } from '../ops/runNetwork.ts';
import type { Scalar, Tensor, Tensor3D, Tensor4D } from '../ops/tensorflow.ts';
import { absolute } from './absolute.ts';

/** The activations relu1_2, relu2_2, relu3_3, relu4_3 of an image NHWC in −1…1, one or three channels. */
export type PerceptualNetwork = (image: Tensor4D) => Tensor4D[];

/** Index of relu2_2, which the feature loss compares. */
const FEATURE_TAP = 1;

/** VGG16 with the given weights (official names `features.<i>.weight`), which stay constant. */
export function perceptualNetwork(ops: Ops, weights: Readonly<Record<string, Tensor>>): PerceptualNetwork {
  const trunk = vggTrunk();
  const taps = Object.values(VGG_TAPS);
  const lookUp = (name: string): Tensor => {
    const weight = weights[name];
    if (!weight) throw new Error(`The perceptual network's weights lack "${name}".`);
    return weight;
  };
  return (image) => {
    const { tf } = ops;
    // The authors map to 0…1 and leave out ImageNet's mean and deviation.
    const unit: Tensor4D = tf.mul(tf.add(image, 1), 0.5);
    const rgb: Tensor4D = image.shape[3] === 3 ? unit : tf.concat4d([unit, unit, unit], 3);
    const result = runNetwork(ops, trunk, lookUp, rgb, { training: false, taps });
    return taps.map((tap) => result.taps[tap]!);
  };
}

/** Gram matrices over channels, divided by C·H·W: [N, H, W, C] → [N, C, C]. */
export function gramMatrix(ops: Ops, feature: Tensor4D): Tensor3D {
  const { tf } = ops;
  const [batch, height, width, channels] = feature.shape;
  const scale = 1 / (channels * height * width);
  const flat: Tensor3D = tf.reshape(feature, [batch, height * width, channels]);
  const run = tf.customGrad((...args) => {
    const [f, save] = args as unknown as [Tensor3D, (tensors: Tensor[]) => void];
    save([f]);
    return {
      value: tf.mul(tf.matMul(f, f, true, false), scale),
      // d/dF of FᵀF: one product with the symmetrised gradient instead of two.
      gradFunc: (dy: Tensor, saved: Tensor[]) =>
        tf.mul(tf.matMul(saved[0] as Tensor3D, tf.add(dy, tf.transpose(dy, [0, 2, 1])) as Tensor3D), scale),
    };
  });
  return run(flat) as Tensor3D;
}

/** Sum over the taps of the mean |difference| of Gram matrices, before λ_style. */
export function styleLoss(ops: Ops, grams: readonly Tensor3D[], targets: readonly Tensor3D[]): Scalar {
  return grams
    .map((gram, tap) => ops.mean(absolute(ops, ops.tf.sub(gram, targets[tap]!))))
    .reduce((sum, term) => ops.tf.add(sum, term));
}

/** Mean |difference| on relu2_2, before λ_feature. */
export function featureLoss(ops: Ops, features: readonly Tensor4D[], targets: readonly Tensor4D[]): Scalar {
  return ops.mean(absolute(ops, ops.tf.sub(features[FEATURE_TAP]!, targets[FEATURE_TAP]!)));
}
