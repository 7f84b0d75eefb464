/**
 * Features of the VGG16 that comes with the studio (HED's, resources/perceptual): relu4_3, averaged over the picture, 512
 * numbers. It is there without any download, but it is not the network of the published numbers, so its Fréchet distance
 * has a name of its own and is comparable only with itself.
 */
import { vggTrunk } from '../../networks/vggTrunk.ts';
import type { Ops } from '../../ops/ops.ts';
import { runNetwork } from '../../ops/runNetwork.ts';
import { inScope } from '../../ops/scope.ts';
import type { Tensor, Tensor4D } from '../../ops/tensorflow.ts';
import { levelsOf, type FeatureExtractor } from './extractor.ts';

/** @param weights by official name `features.<i>.weight`, in the layout of `WeightSpec`; `dispose` frees them */
export function vggHedExtractor(ops: Ops, weights: Readonly<Record<string, Tensor>>): FeatureExtractor {
  const { tf } = ops;
  const trunk = vggTrunk();
  return {
    id: 'vgg16-hed',
    dimension: 512,
    extract: (pictures) =>
      inScope(tf, () => {
        const { values, shape } = levelsOf(pictures);
        const unit = tf.div(tf.tensor4d(values, shape), 255) as Tensor4D;
        const { output } = runNetwork(ops, trunk, (name) => weights[name]!, unit, { training: false });
        return ops.spatialMean(output).dataSync() as Float32Array;
      }),
    dispose: () => Object.values(weights).forEach((tensor) => tensor.dispose()),
  };
}
