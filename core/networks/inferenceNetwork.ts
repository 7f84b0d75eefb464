/**
 * From the network that is trained to the network that is shipped: dropout does nothing in inference and is left out, and
 * batch norm with its running statistics is one scale and one offset a channel, which the convolution before it can do.
 */
import { NORM_EPSILON, type BatchNormNode, type LayerNode, type Network } from './graph.ts';

export type WeightValues = ReadonlyMap<string, Float32Array>;

export interface InferenceNetwork {
  /** Without batch norm and dropout. Every id is that of the node of the original network with the same tensor. */
  readonly network: Network;
  /** By name, in the layout of `WeightSpec`. */
  readonly weights: WeightValues;
}

type Convolution = Extract<LayerNode, { op: 'conv' | 'convTranspose' | 'depthwiseConv' }>;

/** One number each for every channel: x ↦ scale · x + offset. */
interface Affine {
  readonly scale: Float32Array;
  readonly offset: Float32Array;
}

/**
 * Folds every batch norm into the convolution that it alone reads. That convolution takes the batch norm's id, since it
 * now makes the batch norm's tensor. A batch norm after anything else becomes a depthwise convolution of one pixel.
 * @throws RangeError if a weight of the network has no values.
 */
export function foldBatchNorm(network: Network, weights: WeightValues): InferenceNetwork {
  const { nodes, output } = withoutDropout(network);
  const folded = new Map<string, Float32Array>();
  const kept: LayerNode[] = [];
  for (const node of nodes) {
    const before = kept.at(-1);
    if (node.op !== 'batchNorm') {
      for (const name of weightNamesOf(node)) folded.set(name, valuesOf(weights, name));
      kept.push(node);
    } else if (before && isConvolution(before) && isOnlyReader(nodes, output, before.id, node)) {
      foldInto(before, node, weights, folded);
      kept[kept.length - 1] = { ...before, id: node.id, bias: true };
    } else {
      const { scale, offset } = affineOf(node, weights);
      folded.set(`${node.id}.weight`, scale).set(`${node.id}.bias`, offset);
      kept.push({ ...node, op: 'depthwiseConv', kernel: 1, pad: 0, bias: true });
    }
  }
  return { network: { name: network.name, nodes: kept, output }, weights: folded };
}

/** Whoever read a dropout reads what the dropout read. */
function withoutDropout({ name, nodes, output }: Network): Network {
  const source = new Map<string, string>();
  const resolve = (id: string): string => source.get(id) ?? id;
  const kept: LayerNode[] = [];
  for (const node of nodes) {
    if (node.op === 'dropout') source.set(node.id, resolve(node.inputs[0]!));
    else kept.push({ ...node, inputs: node.inputs.map(resolve) });
  }
  return { name, nodes: kept, output: resolve(output) };
}

function isConvolution(node: LayerNode): node is Convolution {
  return node.op === 'conv' || node.op === 'convTranspose' || node.op === 'depthwiseConv';
}

function isOnlyReader(nodes: readonly LayerNode[], output: string, id: string, reader: LayerNode): boolean {
  return (
    id !== output && reader.inputs[0] === id && nodes.every((node) => node === reader || !node.inputs.includes(id))
  );
}

function weightNamesOf(node: LayerNode): string[] {
  if (!isConvolution(node)) return [];
  return node.bias ? [`${node.id}.weight`, `${node.id}.bias`] : [`${node.id}.weight`];
}

/** scale = γ / √(σ² + ε), offset = β − μ · scale; in double precision, rounded once. */
function affineOf({ id, epsilon = NORM_EPSILON }: BatchNormNode, weights: WeightValues): Affine {
  const [gamma, beta] = [valuesOf(weights, `${id}.weight`), valuesOf(weights, `${id}.bias`)];
  const [mean, variance] = [valuesOf(weights, `${id}.running_mean`), valuesOf(weights, `${id}.running_var`)];
  const factor = Float64Array.from(gamma, (value, channel) => value / Math.sqrt(variance[channel]! + epsilon));
  return {
    scale: Float32Array.from(factor),
    offset: Float32Array.from(beta, (value, channel) => value - mean[channel]! * factor[channel]!),
  };
}

function foldInto(
  convolution: Convolution,
  norm: BatchNormNode,
  weights: WeightValues,
  folded: Map<string, Float32Array>,
): void {
  const { scale, offset } = affineOf(norm, weights);
  const filter = folded.get(`${convolution.id}.weight`)!;
  const bias = folded.get(`${convolution.id}.bias`);
  for (const name of weightNamesOf(convolution)) folded.delete(name);
  const channelOf = outputChannelOf(convolution);
  folded.set(`${norm.id}.weight`, filter.map((value, index) => value * scale[channelOf(index)]!)); // prettier-ignore
  folded.set(`${norm.id}.bias`, offset.map((value, channel) => value + (bias?.[channel] ?? 0) * scale[channel]!)); // prettier-ignore
}

/** The output channel that an element of the filter belongs to: conv HWIO, convTranspose HWOI, depthwise [k, k, C, 1]. */
function outputChannelOf(node: Convolution): (index: number) => number {
  switch (node.op) {
    case 'conv':
      return (index) => index % node.outChannels;
    case 'convTranspose':
      return (index) => Math.floor(index / node.inChannels) % node.outChannels;
    case 'depthwiseConv':
      return (index) => index % node.channels;
  }
}

function valuesOf(weights: WeightValues, name: string): Float32Array {
  const values = weights.get(name);
  if (!values) throw new RangeError(`There are no values for the weight "${name}".`);
  return values;
}
