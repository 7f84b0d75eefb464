/**
 * What a network costs: multiply-accumulate operations (MACs), parameters and bytes.
 *
 * Two conventions of counting MACs are in use, and their numbers differ by up to three times, so always say which:
 *
 * - paper: that of torchprofile, the tool behind the tables of OMGD and GAN Compression. A transposed convolution counts as
 *   if each output pixel saw the whole kernel, so one of stride 2 counts four times what is really multiplied.
 * - exact: the multiplications that a convolution really needs. A transposed convolution multiplies each *input* pixel with
 *   the whole kernel. (Products with padding zeros count in both.)
 *
 * Biases, norms, activations and sums count nothing. Versions of torchprofile differ there: 0.0.1 and 0.0.2 add one MAC per
 * element that leaves an instance norm, 0.0.4 to 0.1.0 one per element that leaves an *affine* batch norm. The paper's own
 * numbers contain neither.
 */
import { heightAndWidth, weightsOf, type LayerNode, type Network } from './graph.ts';
import { inferShapes, type ImageSize, type TensorShape } from './shape.ts';

export interface Cost {
  /** torchprofile's convention, for comparison with published tables. */
  readonly macsPaper: number;
  /** Multiplications really needed. */
  readonly macsExact: number;
  /** Trainable numbers; running statistics are not among them. */
  readonly parameters: number;
  /** Estimated size of a weights file, running statistics included, its header not. */
  readonly bytesFloat32: number;
  readonly bytesFloat16: number;
}

export interface NodeCost extends Cost {
  readonly id: string;
  readonly output: TensorShape;
}

export interface NetworkCost extends Cost {
  /** In the network's order. */
  readonly nodes: readonly NodeCost[];
}

/**
 * The cost of one forward pass on one image of `size` pixels, for each node and in all.
 * @throws RangeError if the network cannot take such an image.
 */
export function costOf(network: Network, size: ImageSize): NetworkCost {
  const shapes = inferShapes(network, size);
  const nodes = network.nodes.map((node): NodeCost => {
    const output = shapes.get(node.id)!;
    const input = shapes.get(node.inputs[0] ?? node.id)!;
    return { id: node.id, output, ...macsOf(node, input, output), ...storageOf(network, node) };
  });
  const total = (field: keyof Cost): number => nodes.reduce((sum, node) => sum + node[field], 0);
  return {
    macsPaper: total('macsPaper'),
    macsExact: total('macsExact'),
    parameters: total('parameters'),
    bytesFloat32: total('bytesFloat32'),
    bytesFloat16: total('bytesFloat16'),
    nodes,
  };
}

/** How many times cheaper `student` is than `teacher`, e.g. macsPaper 13.0; Infinity where the student costs nothing. */
export function savingsOf(teacher: Cost, student: Cost): Cost {
  const ratio = (field: keyof Cost): number => teacher[field] / student[field];
  return {
    macsPaper: ratio('macsPaper'),
    macsExact: ratio('macsExact'),
    parameters: ratio('parameters'),
    bytesFloat32: ratio('bytesFloat32'),
    bytesFloat16: ratio('bytesFloat16'),
  };
}

function macsOf(node: LayerNode, input: TensorShape, output: TensorShape): Pick<Cost, 'macsPaper' | 'macsExact'> {
  const inputPixels = input.height * input.width;
  const outputPixels = output.height * output.width;
  switch (node.op) {
    case 'conv': {
      const [height, width] = heightAndWidth(node.kernel);
      const macs = outputPixels * height * width * node.inChannels * node.outChannels;
      return { macsPaper: macs, macsExact: macs };
    }
    case 'depthwiseConv': {
      const macs = outputPixels * node.kernel ** 2 * node.channels;
      return { macsPaper: macs, macsExact: macs };
    }
    case 'convTranspose': {
      const macsPerPixel = node.kernel ** 2 * node.inChannels * node.outChannels;
      return { macsPaper: outputPixels * macsPerPixel, macsExact: inputPixels * macsPerPixel };
    }
    default:
      return { macsPaper: 0, macsExact: 0 };
  }
}

function storageOf(network: Network, node: LayerNode): Pick<Cost, 'parameters' | 'bytesFloat32' | 'bytesFloat16'> {
  const weights = weightsOf({ ...network, nodes: [node] });
  const count = (shapes: readonly (readonly number[])[]): number =>
    shapes.reduce((sum, shape) => sum + shape.reduce((product, side) => product * side, 1), 0);
  const stored = count(weights.map((weight) => weight.shape));
  return {
    parameters: count(weights.filter((weight) => weight.trainable).map((weight) => weight.shape)),
    bytesFloat32: 4 * stored,
    bytesFloat16: 2 * stored,
  };
}
