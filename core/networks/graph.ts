/**
 * A network as data: the one description that training, cost display, import, drawing and every exporter read.
 *
 * A network is a list of nodes in topological order. A node's `id` is the path of the official PyTorch module whose
 * output it is (`model.10.conv_block.1.conv.0`, or `model.10` for the sum at the end of that block), so a node's
 * weights are `<id>.weight`, `<id>.bias`, … exactly as in the authors' checkpoints, and a distillation tap is an id.
 */

/** The epsilon of every normalisation in the official networks. */
export const NORM_EPSILON = 1e-5;

interface NodeBase {
  readonly id: string;
  /** Ids of the nodes read, in order. */
  readonly inputs: readonly string[];
}

/** The image that enters, NHWC, −1…1. Always the first node, id `input`. */
export interface InputNode extends NodeBase {
  readonly op: 'input';
  readonly channels: number;
}

/** One number for both directions, or height and width. */
export type Extent = number | readonly [height: number, width: number];

export function heightAndWidth(extent: Extent): readonly [height: number, width: number] {
  return typeof extent === 'number' ? [extent, extent] : extent;
}

/** Convolution with PyTorch's symmetric zero padding `pad` on every side. */
export interface ConvNode extends NodeBase {
  readonly op: 'conv';
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernel: Extent;
  readonly stride: number;
  readonly pad: Extent;
  readonly bias: boolean;
}

/** Transposed convolution, PyTorch's ConvTranspose2d: output = (in − 1)·stride − 2·pad + kernel + outputPadding. */
export interface ConvTransposeNode extends NodeBase {
  readonly op: 'convTranspose';
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
  readonly outputPadding: number;
  readonly bias: boolean;
}

/** Depthwise convolution (groups = channels, multiplier 1), stride 1. */
export interface DepthwiseConvNode extends NodeBase {
  readonly op: 'depthwiseConv';
  readonly channels: number;
  readonly kernel: number;
  readonly pad: number;
  readonly bias: boolean;
}

/** Affine batch normalisation with running statistics: PyTorch momentum 0.1. */
export interface BatchNormNode extends NodeBase {
  readonly op: 'batchNorm';
  readonly channels: number;
  /** 1e-5 where it is not said, as in all networks of the paper. Others are for inference only. */
  readonly epsilon?: number;
}

/** Instance normalisation without affine parameters or running statistics: eps 1e-5, biased variance. */
export interface InstanceNormNode extends NodeBase {
  readonly op: 'instanceNorm';
  readonly channels: number;
}

export interface ActivationNode extends NodeBase {
  readonly op: 'relu' | 'tanh';
}

export interface LeakyReluNode extends NodeBase {
  readonly op: 'leakyRelu';
  readonly slope: number;
}

/** Clamps to [min, max]. */
export interface ClampNode extends NodeBase {
  readonly op: 'clamp';
  readonly min: number;
  readonly max: number;
}

/** Reflection padding of `pad` pixels on every side (the border pixel is not repeated). */
export interface ReflectPadNode extends NodeBase {
  readonly op: 'reflectPad';
  readonly pad: number;
}

/** Maximum pooling. `pad` is 0, or with stride 1 what keeps the size; padding is never the maximum. */
export interface MaxPoolNode extends NodeBase {
  readonly op: 'maxPool';
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
}

/** Mean over a window of stride 1 that keeps the size; only pixels inside the image count (an odd `kernel`). */
export interface AvgPoolNode extends NodeBase {
  readonly op: 'avgPool';
  readonly kernel: number;
}

export interface DropoutNode extends NodeBase {
  readonly op: 'dropout';
  readonly rate: number;
}

/** Sum of two tensors of the same shape. */
export interface AddNode extends NodeBase {
  readonly op: 'add';
}

/** Concatenation of two or more tensors along the channels. */
export interface ConcatNode extends NodeBase {
  readonly op: 'concat';
}

export type LayerNode =
  | InputNode
  | ConvNode
  | ConvTransposeNode
  | DepthwiseConvNode
  | BatchNormNode
  | InstanceNormNode
  | ActivationNode
  | LeakyReluNode
  | ClampNode
  | ReflectPadNode
  | MaxPoolNode
  | AvgPoolNode
  | DropoutNode
  | AddNode
  | ConcatNode;

export interface Network {
  /** Official name of the architecture, e.g. `unet_256`. */
  readonly name: string;
  /** Topological order; the first node is the input. */
  readonly nodes: readonly LayerNode[];
  /** Id of the node whose tensor is the network's output. */
  readonly output: string;
}

export type WeightKind = 'conv' | 'convTranspose' | 'depthwiseConv' | 'vector';

/** How a weight starts (METHOD.md, "Networks"): convolutions N(0, 0.02), batch-norm scales N(1, 0.02). */
export type WeightInit = 'normal' | 'normalAroundOne' | 'zeros' | 'ones';

/** One weight tensor of a network, in this project's layout (see `WeightKind` in weights/layout.ts). */
export interface WeightSpec {
  /** Official state-dict name. */
  readonly name: string;
  readonly kind: WeightKind;
  /** conv HWIO, convTranspose HWOI, depthwiseConv [k, k, C, 1], vector [C]. */
  readonly shape: readonly number[];
  readonly init: WeightInit;
  /** False for running statistics, which the forward pass updates and the optimiser does not. */
  readonly trainable: boolean;
}

/** The weights that `network` reads, in the order of its nodes (PyTorch's parameter order within each module). */
export function weightsOf(network: Network): WeightSpec[] {
  return network.nodes.flatMap(weightsOfNode);
}

function weightsOfNode(node: LayerNode): WeightSpec[] {
  switch (node.op) {
    case 'conv':
      return convWeights(
        node,
        'conv',
        [...heightAndWidth(node.kernel), node.inChannels, node.outChannels],
        node.outChannels,
      );
    case 'convTranspose':
      return convWeights(
        node,
        'convTranspose',
        [node.kernel, node.kernel, node.outChannels, node.inChannels],
        node.outChannels,
      );
    case 'depthwiseConv':
      return convWeights(node, 'depthwiseConv', [node.kernel, node.kernel, node.channels, 1], node.channels);
    case 'batchNorm':
      return [
        vector(`${node.id}.weight`, node.channels, 'normalAroundOne', true),
        vector(`${node.id}.bias`, node.channels, 'zeros', true),
        vector(`${node.id}.running_mean`, node.channels, 'zeros', false),
        vector(`${node.id}.running_var`, node.channels, 'ones', false),
      ];
    default:
      return [];
  }
}

function convWeights(
  node: { readonly id: string; readonly bias: boolean },
  kind: WeightKind,
  shape: readonly number[],
  outChannels: number,
): WeightSpec[] {
  const weight: WeightSpec = { name: `${node.id}.weight`, kind, shape, init: 'normal', trainable: true };
  return node.bias ? [weight, vector(`${node.id}.bias`, outChannels, 'zeros', true)] : [weight];
}

function vector(name: string, channels: number, init: WeightInit, trainable: boolean): WeightSpec {
  return { name, kind: 'vector', shape: [channels], init, trainable };
}
