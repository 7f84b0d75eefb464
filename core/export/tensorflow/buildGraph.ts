/** A network as a TensorFlow graph: from the file's convention to NHWC, −1…1, through the layers, and back. */
import { inferShapes } from '../../networks/shape.ts';
import { HALF_RANGE, type Convention } from '../convention.ts';
import type { InferenceNetwork } from '../../networks/inferenceNetwork.ts';
import type { ExportSettings } from '../../pipeline/index.ts';
import { TensorFlowGraph, value } from './graph.ts';
import { addLayer } from './layers.ts';

export interface GraphSettings extends Pick<ExportSettings, 'convention' | 'basicOps' | 'precision'> {
  /** For one square picture of this edge; else for any number of pictures of any size. */
  readonly sizePixels?: number;
}

export interface BuiltGraph {
  readonly graph: TensorFlowGraph;
  /** −1: any size. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

/** Names of the nodes that take and give pictures. */
export const INPUT = 'input';
export const OUTPUT = 'output';

/** Only the channels of input and output are read from it. */
const PROBE_SIZE = { height: 512, width: 512 };

/** Tensors inside are NHWC and have the ids of their nodes as names. */
export function buildGraph(
  { network, weights }: InferenceNetwork,
  { convention, basicOps, precision, sizePixels }: GraphSettings,
): BuiltGraph {
  const graph = new TensorFlowGraph(precision);
  const shapes = inferShapes(network, PROBE_SIZE);
  const inputId = network.nodes[0]!.id;
  const inputShape = outerShape(shapes.get(inputId)!.channels, convention, sizePixels);
  graph.placeholder(INPUT, inputShape);
  const names = new Map([[inputId, adaptInput(graph, convention)]]);
  for (const node of network.nodes.slice(1)) {
    addLayer({ graph, weights, basicOps }, node, node.inputs.map((id) => names.get(id)!), node.id); // prettier-ignore
    names.set(node.id, node.id);
  }
  adaptOutput(graph, network.output, convention);
  const outputShape = outerShape(shapes.get(network.output)!.channels, convention, sizePixels);
  return { graph, inputShape, outputShape };
}

function outerShape(channels: number, { layout }: Convention, sizePixels?: number): number[] {
  const [count, side] = sizePixels === undefined ? [-1, -1] : [1, sizePixels];
  return layout === 'NHWC' ? [count, side, side, channels] : [count, channels, side, side];
}

/** From the file's convention to NHWC, −1…1; returns the tensor's name. */
function adaptInput(graph: TensorFlowGraph, { range, layout }: Convention): string {
  let name = INPUT;
  if (layout === 'NCHW') name = transpose(graph, name, 'input/nhwc', [0, 2, 3, 1]);
  if (range === '0..255') {
    const scaled = graph.add('RealDiv', [name, graph.number('halfRange', HALF_RANGE)], 'input/scaled');
    name = graph.add('Sub', [scaled, graph.number('number/1', 1)], 'input/centred');
  }
  return name;
}

/** From NHWC, −1…1 to the file's convention, in the tensor `output`. */
function adaptOutput(graph: TensorFlowGraph, tensor: string, { range, layout }: Convention): void {
  let name = tensor;
  if (range === '0..255') {
    const lifted = graph.add('AddV2', [name, graph.number('number/1', 1)], 'output/lifted');
    name = graph.add('Mul', [lifted, graph.number('halfRange', HALF_RANGE)], 'output/scaled');
  }
  if (layout === 'NCHW') transpose(graph, name, OUTPUT, [0, 3, 1, 2]);
  else graph.add('Identity', [name], OUTPUT);
}

function transpose(graph: TensorFlowGraph, input: string, name: string, order: readonly number[]): string {
  const permutation = graph.integers(`order/${order.join('')}`, [4], order);
  return graph.add('Transpose', [input, permutation], name, { Tperm: value.integerType });
}
