/** Runs a network description on tensors: the forward pass of training, inference and the perceptual network. */
import type { BatchNormNode, LayerNode, Network } from '../networks/graph.ts';
import type { Ops } from './ops.ts';
import { NORM_EPSILON } from '../networks/graph.ts';
import type { Tensor, Tensor1D, Tensor4D } from './tensorflow.ts';

export interface ForwardOptions {
  /** Training normalises with the statistics of the batch and drops out; inference uses the running statistics. */
  readonly training: boolean;
  /** Ids of nodes whose tensors are wanted beside the output. */
  readonly taps?: readonly string[];
  /** int32 [2]; needed when training a network with dropout. */
  readonly dropoutSeed?: Tensor1D;
}

export interface ForwardResult {
  readonly output: Tensor4D;
  readonly taps: Readonly<Record<string, Tensor4D>>;
  /** Batch statistics of this pass by the name of the running statistic that they update; empty in inference. */
  readonly statistics: Readonly<Record<string, Tensor1D>>;
}

/**
 * @param weights looks up a weight by its official name, in the layout of `WeightSpec`
 * @param input NHWC with the channels of the network's input node
 */
export function runNetwork(
  ops: Ops,
  network: Network,
  weights: (name: string) => Tensor,
  input: Tensor4D,
  options: ForwardOptions,
): ForwardResult {
  const values = new Map<string, Tensor4D>();
  const statistics: Record<string, Tensor1D> = {};
  const skipsBias = cancelledBiases(network, options.taps ?? []);
  const vector = (name: string): Tensor1D => weights(name) as Tensor1D;
  const filter = (node: LayerNode): Tensor4D => weights(`${node.id}.weight`) as Tensor4D;
  const biased = (node: LayerNode & { bias: boolean }, x: Tensor4D): Tensor4D =>
    node.bias && !skipsBias.has(node.id) ? ops.addBias(x, vector(`${node.id}.bias`)) : x;

  function batchNorm({ id, epsilon = NORM_EPSILON }: BatchNormNode, x: Tensor4D): Tensor4D {
    const [scale, offset] = [vector(`${id}.weight`), vector(`${id}.bias`)];
    const [meanName, varianceName] = [`${id}.running_mean`, `${id}.running_var`];
    if (!options.training) {
      const factor = ops.tf.mul(scale, ops.tf.rsqrt(ops.tf.add(vector(varianceName), epsilon)));
      return ops.tf.add(ops.tf.mul(x, factor), ops.tf.sub(offset, ops.tf.mul(vector(meanName), factor)));
    }
    const { output, mean, variance } = ops.batchNorm(x, scale, offset);
    statistics[meanName] = mean;
    statistics[varianceName] = variance;
    return output;
  }

  function dropout(x: Tensor4D, rate: number, index: number): Tensor4D {
    if (!options.training || rate === 0) return x;
    if (!options.dropoutSeed) throw new Error(`${network.name} has dropout, so its training needs a dropout seed.`);
    return ops.dropout(x, rate, ops.tf.add(options.dropoutSeed, ops.tf.tensor1d([0, index], 'int32')));
  }

  function compute(node: LayerNode, inputs: readonly Tensor4D[], index: number): Tensor4D {
    const x = inputs[0] ?? input;
    switch (node.op) {
      case 'input':
        return checkedInput(network, node.channels, input);
      case 'conv':
        return biased(node, ops.conv2d(x, filter(node), node.stride, node.pad));
      case 'convTranspose':
        return biased(node, ops.convTranspose2d(x, filter(node), node));
      case 'depthwiseConv':
        return biased(node, ops.depthwiseConv2d(x, filter(node), node.pad));
      case 'batchNorm':
        return batchNorm(node, x);
      case 'instanceNorm':
        return ops.instanceNorm(x);
      case 'relu':
        return ops.relu(x);
      case 'tanh':
        return ops.tanh(x);
      case 'leakyRelu':
        return ops.leakyRelu(x, node.slope);
      case 'clamp':
        return ops.tf.clipByValue(x, node.min, node.max);
      case 'reflectPad':
        return ops.reflectPad(x, node.pad);
      case 'maxPool':
        return ops.tf.maxPool(x, node.kernel, node.stride, node.pad === 0 ? 'valid' : 'same');
      case 'avgPool':
        // TensorFlow's SAME leaves the padding out of the mean.
        return ops.tf.avgPool(x, node.kernel, 1, 'same');
      case 'dropout':
        return dropout(x, node.rate, index);
      case 'add':
        return ops.tf.add(x, inputs[1]!);
      case 'concat':
        return ops.tf.concat4d([...inputs], 3);
    }
  }

  network.nodes.forEach((node, index) => {
    const inputs = node.inputs.map((id) => values.get(id)!);
    values.set(node.id, compute(node, inputs, index));
  });
  const taps = Object.fromEntries((options.taps ?? []).map((id) => [id, tapped(network, values, id)]));
  return { output: tapped(network, values, network.output), taps, statistics };
}

function tapped(network: Network, values: ReadonlyMap<string, Tensor4D>, id: string): Tensor4D {
  const value = values.get(id);
  if (!value) throw new Error(`${network.name} has no node "${id}" to tap.`);
  return value;
}

function checkedInput(network: Network, channels: number, input: Tensor4D): Tensor4D {
  if (input.shape[3] === channels) return input;
  throw new Error(
    `${network.name} takes ${channels} channels [N, H, W, ${channels}], but was given [${input.shape.join(', ')}].`,
  );
}

/**
 * Biases in front of an instance norm: it subtracts every channel's mean and the bias with it, so they change nothing
 * and their gradient is zero. Leaving them out saves two passes over the activation.
 */
function cancelledBiases(network: Network, taps: readonly string[]): ReadonlySet<string> {
  const consumers = new Map<string, LayerNode[]>();
  for (const node of network.nodes) {
    for (const input of node.inputs) consumers.set(input, [...(consumers.get(input) ?? []), node]);
  }
  const cancelled = network.nodes.filter((node) => {
    const readers = consumers.get(node.id) ?? [];
    const onlyNormalised = readers.length > 0 && readers.every((reader) => reader.op === 'instanceNorm');
    return 'bias' in node && node.bias && onlyNormalised && !taps.includes(node.id);
  });
  return new Set(cancelled.map((node) => node.id));
}
