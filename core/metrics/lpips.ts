/**
 * LPIPS, version 0.1 (Zhang et al., "The Unreasonable Effectiveness of Deep Features as a Perceptual Metric", 2018): both
 * pictures go through a network; at five of its layers the activations of each pixel are scaled to length 1, their squared
 * differences are weighted channel by channel (the heads, learned from people's judgements) and averaged over the pixels:
 *
 *   d = Σ_l mean_{h,w} Σ_c w_l,c (ŷ_l,c − ŷ′_l,c)².
 */
import type { ImageShape } from '../data/batch.ts';
import { ALEXNET_TAPS, alexNet } from '../networks/alexnet.ts';
import { weightsOf, type Network, type WeightSpec } from '../networks/graph.ts';
import { VGG_LPIPS_TAPS, vgg16 } from '../networks/vggTrunk.ts';
import type { Ops } from '../ops/ops.ts';
import { runNetwork } from '../ops/runNetwork.ts';
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D } from '../ops/tensorflow.ts';
import type { PairMeasure } from './pairMeasure.ts';

export type LpipsNetwork = 'alex' | 'vgg';

interface Description {
  readonly id: string;
  readonly network: () => Network;
  readonly taps: readonly string[];
  /** Smaller pictures vanish in the network's poolings. */
  readonly smallestSide: number;
}

const NETWORKS: Readonly<Record<LpipsNetwork, Description>> = {
  alex: { id: 'lpips-0.1, alexnet', network: alexNet, taps: ALEXNET_TAPS, smallestSide: 31 },
  vgg: { id: 'lpips-0.1, vgg16', network: vgg16, taps: VGG_LPIPS_TAPS, smallestSide: 16 },
};

/** What a picture is moved and scaled by before it goes in; for pictures in −1 … 1, close to ImageNet's statistics. */
const SHIFT = [-0.03, -0.088, -0.188];
const SCALE = [0.458, 0.448, 0.45];
/** Added to the length of an activation before dividing by it. */
const EPSILON = 1e-10;

/** The weights of network and heads, by official name in the layout of `WeightSpec`. */
export interface LpipsWeights {
  readonly network: ReadonlyMap<string, Float32Array>;
  readonly heads: ReadonlyMap<string, Float32Array>;
  /** Says which files both come from. */
  readonly sha256?: string;
}

/** What `LpipsWeights` must have: `features.<i>` of torchvision, and `lin<l>.model.1.weight` of the lpips package. */
export function lpipsWeightSpecs(network: LpipsNetwork): Record<'network' | 'heads', readonly WeightSpec[]> {
  const { network: describe, taps } = NETWORKS[network];
  const described = describe();
  const channelsOf = (tap: string): number => {
    const { inputs } = described.nodes.find(({ id }) => id === tap)!;
    const convolution = described.nodes.find(({ id }) => id === inputs[0])!;
    return convolution.op === 'conv' ? convolution.outChannels : NaN;
  };
  const heads = taps.map((tap, layer): WeightSpec => {
    const shape = [1, 1, channelsOf(tap), 1];
    return { name: headName(layer), kind: 'conv', shape, init: 'zeros', trainable: false };
  });
  return { network: weightsOf(described), heads };
}

function headName(layer: number): string {
  return `lin${layer}.model.1.weight`;
}

/** 0 for equal pictures. `measure` throws a `RangeError` for pictures that are too small for the network. */
export function lpips(ops: Ops, kind: LpipsNetwork, { network: values, heads, sha256 }: LpipsWeights): PairMeasure {
  const { tf } = ops;
  const { id, network: describe, taps, smallestSide } = NETWORKS[kind];
  const network = describe();
  const specs = lpipsWeightSpecs(kind);
  const tensors = new Map<string, Tensor>();
  for (const { name, shape } of specs.network) tensors.set(name, tf.tensor(values.get(name)!, [...shape]));
  for (const { name, shape } of specs.heads) tensors.set(name, tf.tensor(heads.get(name)!, [...shape]));
  const shift = tf.tensor1d(SHIFT);
  const scale = tf.tensor1d(SCALE);

  /** Activations of the taps for two pictures of one size, of length 1 at every pixel. */
  function activations(pictures: readonly [Float32Array, Float32Array], [, ...size]: ImageShape): Tensor4D[] {
    const given = tf.concat4d(pictures.map((picture) => tf.tensor4d(picture, [1, ...size])), 0); // prettier-ignore
    const colour = size[2] === 3 ? given : tf.concat4d([given, given, given], 3);
    const input: Tensor4D = tf.div(tf.sub(colour, shift), scale);
    const ran = runNetwork(ops, network, (name) => tensors.get(name)!, input, { training: false, taps });
    return taps.map((tap): Tensor4D => {
      const activation = ran.taps[tap]!;
      const length = tf.sqrt(tf.sum(tf.square(activation), 3, true));
      return tf.div(activation, tf.add(length, EPSILON));
    });
  }

  return {
    id,
    ...(sha256 === undefined ? {} : { weightsSha256: sha256 }),
    measure(picture, target, shape) {
      const [, height, width] = shape;
      if (Math.min(height, width) < smallestSide) {
        throw new RangeError(`LPIPS needs pictures of at least ${smallestSide} × ${smallestSide}, not ${width} × ${height}.`); // prettier-ignore
      }
      return inScope(tf, () => {
        const layers = activations([picture, target], shape).map((activation, layer) => {
          const [first, second] = tf.split(activation, 2, 0) as [Tensor4D, Tensor4D];
          const difference: Tensor4D = tf.square(tf.sub(first, second));
          return ops.mean(ops.conv2d(difference, tensors.get(headName(layer)) as Tensor4D, 1, 0));
        });
        return layers.reduce((sum, layer) => sum + layer.dataSync()[0]!, 0);
      });
    },
    dispose: () => [...tensors.values(), shift, scale].forEach((tensor) => tensor.dispose()),
  };
}
