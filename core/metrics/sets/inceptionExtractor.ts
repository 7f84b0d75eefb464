/**
 * Features of InceptionV3 for FID and KID: 2048 numbers, the mean over the picture of its last layer. Pictures reach the
 * network in one of two ways, and numbers made with different ones are never compared:
 *
 * - `fid`, as pytorch-fid: bilinear to 299 × 299 without antialiasing, levels 0 … 255 to −1 … 1;
 * - `clean`, as clean-fid: bicubic in floats with antialiasing, levels to (x − 128) / 128.
 */
import { captureInference } from '../../capture/captureInference.ts';
import type { Pixels } from '../../data/pixels.ts';
import { resampleBicubicFloat } from '../../data/resampleBicubicFloat.ts';
import type { InferenceNetwork } from '../../networks/inferenceNetwork.ts';
import { INCEPTION_FEATURES, INCEPTION_SIZE } from '../../networks/inceptionV3.ts';
import { weightsOf } from '../../networks/graph.ts';
import type { Ops } from '../../ops/ops.ts';
import { runNetwork } from '../../ops/runNetwork.ts';
import { inScope } from '../../ops/scope.ts';
import type { Tensor4D } from '../../ops/tensorflow.ts';
import { levelsOf, type FeatureExtractor } from './extractor.ts';

export type InceptionResize = 'fid' | 'clean';

export const INCEPTION_IDS: Readonly<Record<InceptionResize, string>> = {
  fid: 'inception-2015-12-05, bilinear 299',
  clean: 'inception-2015-12-05, clean bicubic 299',
};

/**
 * One extractor for each resize, over one copy of the weights; disposing of any of them frees it for all.
 * @param weightsSha256 of the file that the weights come from
 */
export function inceptionExtractors(
  ops: Ops,
  { network, weights }: InferenceNetwork,
  weightsSha256?: string,
): Readonly<Record<InceptionResize, FeatureExtractor>> {
  const { tf } = ops;
  const captured = inScope(tf, () => {
    const tensors = new Map(
      weightsOf(network).map(({ name, shape }) => [name, tf.tensor(weights.get(name)!, [...shape])]),
    );
    return captureInference(tf, [INCEPTION_SIZE, INCEPTION_SIZE, 3], (input) =>
      ops.spatialMean(runNetwork(ops, network, (name) => tensors.get(name)!, input, { training: false }).output),
    );
  });
  const extractor = (resize: InceptionResize): FeatureExtractor => ({
    id: INCEPTION_IDS[resize],
    ...(weightsSha256 === undefined ? {} : { weightsSha256 }),
    dimension: INCEPTION_FEATURES,
    extract: (pictures) =>
      inScope(tf, () => {
        const input = resize === 'fid' ? bilinear(ops, pictures) : clean(ops, pictures);
        return captured.run(input).dataSync() as Float32Array;
      }),
    dispose: () => captured.dispose(),
  });
  return { fid: extractor('fid'), clean: extractor('clean') };
}

/** torch.nn.functional.interpolate(mode='bilinear', align_corners=False), then 2 x − 1. */
function bilinear({ tf }: Ops, pictures: readonly Pixels[]): Tensor4D {
  const { values, shape } = levelsOf(pictures);
  const unit: Tensor4D = tf.div(tf.tensor4d(values, shape), 255);
  const resized = tf.image.resizeBilinear(unit, [INCEPTION_SIZE, INCEPTION_SIZE], false, true);
  return tf.sub(tf.mul(resized, 2), 1);
}

function clean({ tf }: Ops, pictures: readonly Pixels[]): Tensor4D {
  const levels = pictures.map((picture) => {
    const values = resampleBicubicFloat(picture, INCEPTION_SIZE, INCEPTION_SIZE);
    const one = tf.tensor4d(values, [1, INCEPTION_SIZE, INCEPTION_SIZE, picture.channels]);
    return picture.channels === 3 ? one : tf.concat4d([one, one, one], 3);
  });
  return tf.div(tf.sub(tf.concat4d(levels, 0), 128), 128);
}
