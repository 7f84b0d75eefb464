/** Which size every tensor of a network has for a given image. */
import { heightAndWidth, type LayerNode, type Network } from './graph.ts';

/** One sample's tensor, as in NHWC without N. */
export interface TensorShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * The output shape of every node, by id, for an input image of `size` pixels.
 * @throws RangeError naming the node and both shapes if tensors do not fit together or the image is too small.
 */
export function inferShapes(network: Network, size: ImageSize): Map<string, TensorShape> {
  const shapes = new Map<string, TensorShape>();
  for (const node of network.nodes) {
    const inputs = node.inputs.map((id) => {
      const shape = shapes.get(id);
      if (shape === undefined)
        throw new RangeError(`${where(network, node)} reads "${id}", which does not come before it.`);
      return shape;
    });
    const output = node.op === 'input' ? { ...size, channels: node.channels } : outputShape(network, node, inputs);
    if (![output.height, output.width].every((side) => Number.isInteger(side) && side >= 1)) {
      throw new RangeError(
        `${where(network, node)} would make a tensor of ${shapeText(output)} from ${inputs.map(shapeText).join(' and ')}. ` +
          `An image of ${size.height}×${size.width} is too small for this network.`,
      );
    }
    shapes.set(node.id, output);
  }
  return shapes;
}

/** The shape of the network's output for an input image of `size` pixels; throws as `inferShapes` does. */
export function outputShapeOf(network: Network, size: ImageSize): TensorShape {
  const shape = inferShapes(network, size).get(network.output);
  if (shape === undefined)
    throw new RangeError(`${network.name} has no node "${network.output}", which is to be its output.`);
  return shape;
}

/** A size that every generator of the paper takes. */
const ANY_SIZE: ImageSize = { height: 256, width: 256 };

/** Channels of the tensor that the node `id` makes. @throws RangeError if there is no such node, or as `inferShapes` does. */
export function channelsAt(network: Network, id: string): number {
  const shape = inferShapes(network, ANY_SIZE).get(id);
  if (shape === undefined) throw new RangeError(`${network.name} has no node "${id}".`);
  return shape.channels;
}

/** `64×64×3`: height, width, channels. */
export function shapeText(shape: TensorShape): string {
  return `${shape.height}×${shape.width}×${shape.channels}`;
}

function outputShape(network: Network, node: LayerNode, inputs: readonly TensorShape[]): TensorShape {
  const [first, second] = inputs;
  if (first === undefined) throw new RangeError(`${where(network, node)} reads nothing.`);
  checkChannels(network, node, first);
  switch (node.op) {
    case 'conv': {
      const [kernels, pads] = [heightAndWidth(node.kernel), heightAndWidth(node.pad)];
      const side = (size: number, axis: 0 | 1): number =>
        Math.floor((size + 2 * pads[axis] - kernels[axis]) / node.stride) + 1;
      return { height: side(first.height, 0), width: side(first.width, 1), channels: node.outChannels };
    }
    case 'depthwiseConv':
      return resize(first, node.channels, (side) => side + 2 * node.pad - node.kernel + 1);
    case 'convTranspose':
      return resize(
        first,
        node.outChannels,
        (side) => (side - 1) * node.stride - 2 * node.pad + node.kernel + node.outputPadding,
      );
    case 'reflectPad':
      checkReflection(network, node, node.pad, first);
      return resize(first, first.channels, (side) => side + 2 * node.pad);
    case 'maxPool':
      return resize(first, first.channels, (side) => Math.floor((side + 2 * node.pad - node.kernel) / node.stride) + 1);
    case 'add':
      checkSame(network, node, first, second, ['height', 'width', 'channels']);
      return first;
    case 'concat':
      checkSame(network, node, first, second, ['height', 'width']);
      for (const other of inputs.slice(2)) checkSame(network, node, first, other, ['height', 'width']);
      return { ...first, channels: inputs.reduce((sum, { channels }) => sum + channels, 0) };
    default:
      return first;
  }
}

function resize(input: TensorShape, channels: number, side: (side: number) => number): TensorShape {
  return { height: side(input.height), width: side(input.width), channels };
}

/** The channels that the node's weights are made for, against those that arrive. */
function checkChannels(network: Network, node: LayerNode, input: TensorShape): void {
  const expected = 'inChannels' in node ? node.inChannels : 'channels' in node ? node.channels : input.channels;
  if (expected !== input.channels) {
    throw new RangeError(
      `${where(network, node)} needs ${shapeText({ ...input, channels: expected })}, but it gets ${shapeText(input)}.`,
    );
  }
}

/** Reflection needs something to reflect: PyTorch refuses a padding as wide as the image. */
function checkReflection(network: Network, node: LayerNode, pad: number, input: TensorShape): void {
  if (Math.min(input.height, input.width) > pad) return;
  throw new RangeError(
    `${where(network, node)} cannot reflect ${pad} pixels of ${shapeText(input)}: the image is too small for this network.`,
  );
}

function checkSame(
  network: Network,
  node: LayerNode,
  first: TensorShape,
  second: TensorShape | undefined,
  sides: readonly (keyof TensorShape)[],
): void {
  if (second !== undefined && sides.every((side) => first[side] === second[side])) return;
  const found = second === undefined ? 'nothing' : shapeText(second);
  throw new RangeError(
    `${where(network, node)} cannot join ${shapeText(first)} with ${found}. ` +
      'Choose an image size that the network can halve and double without rest.',
  );
}

function where(network: Network, node: LayerNode): string {
  return `Node "${node.id}" (${node.op}) of ${network.name}`;
}
