/** A network as an ONNX file (opset 17): any number of pictures of any size that the network can halve without rest. */
import type { LayerNode, Network } from '../../networks/graph.ts';
import { HALF_RANGE, type Convention } from '../convention.ts';
import type { Precision } from '../../pipeline/index.ts';
import type { InferenceNetwork } from '../../networks/inferenceNetwork.ts';
import { symbolicShapes, type SymbolicShape } from '../symbolicShapes.ts';
import { IntegerLayers } from './integerLayers.ts';
import { addLayer } from './layers.ts';
import { attribute, graphOutputs, modelMessage, valueMessage } from './messages.ts';
import { OnnxOperators } from './operators.ts';
import type { CalibratedRanges } from './staticInt8.ts';

export interface OnnxSettings {
  readonly precision: Precision;
  readonly convention: Convention;
  /** Use only operators that every runtime has. */
  readonly basicOps: boolean;
  /** Of the tensors at integer layers, for int8-static. */
  readonly ranges?: CalibratedRanges;
  /** Facts for whoever opens the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Names of the file's input and output. */
export const INPUT = 'input';
export const OUTPUT = 'output';

/** The bytes of the file. Tensors inside are NCHW and have the ids of their nodes as names. */
export function onnxModel(inference: InferenceNetwork, settings: OnnxSettings): Buffer {
  const { network, weights } = inference;
  const { precision, convention, basicOps } = settings;
  const operators = new OnnxOperators(precision);
  const integers = new IntegerLayers(operators, inference, settings.ranges);
  const context = { operators, weights, basicOps, integerWeights: (node: LayerNode) => integers.weights(node) };
  const shapes = symbolicShapes(network);
  const names = new Map([[network.nodes[0]!.id, adaptInput(operators, convention)]]);
  const layers = network.nodes.slice(1);
  for (const node of layers) {
    const isLast = node.id === network.output && !isAdapted(convention);
    const output = integers.exactName(node.id, isLast ? OUTPUT : node.id);
    addLayer(context, node, integers.inputs(node, names), output);
    names.set(node.id, integers.finish(node.id, output));
  }
  adaptOutput(operators, names.get(network.output)!, convention);

  const inner = layers.filter(({ id }) => names.get(id) !== OUTPUT);
  const values = inner.map(({ id }) => valueMessage(id, sides(shapes.get(id)!, 'NCHW')));
  return modelMessage(
    {
      name: network.name,
      description: describe(network, convention),
      nodes: operators.nodes,
      constants: operators.constants,
      inputs: [valueMessage(INPUT, sides(shapes.get(network.nodes[0]!.id)!, convention.layout))],
      outputs: [valueMessage(OUTPUT, sides(shapes.get(network.output)!, convention.layout))],
      values,
    },
    settings.metadata,
  );
}

/** The file with further tensors as outputs. A message that is there twice is merged (protocol buffers, "Last One Wins"). */
export function withOutputs(model: Uint8Array, names: readonly string[]): Buffer {
  return Buffer.concat([model, graphOutputs(names)]);
}

function isAdapted({ range, layout }: Convention): boolean {
  return range !== '-1..1' || layout !== 'NCHW';
}

function describe({ name }: Network, { range, layout }: Convention): string {
  return `${name}, an image-to-image generator. Input and output: ${layout}, RGB, ${range}.`;
}

function sides({ channels, height, width }: SymbolicShape, layout: Convention['layout']): (number | string)[] {
  return layout === 'NCHW' ? ['batch', channels, height, width] : ['batch', height, width, channels];
}

/** From the file's convention to NCHW, −1…1; returns the tensor's name. */
function adaptInput(operators: OnnxOperators, { range, layout }: Convention): string {
  let name = INPUT;
  if (layout === 'NHWC') {
    name = operators.add('Transpose', [name], 'input/nchw', [attribute.integers('perm', [0, 3, 1, 2])]);
  }
  if (range === '0..255') {
    const scaled = operators.add('Div', [name, operators.numbers('halfRange', HALF_RANGE)], 'input/scaled');
    name = operators.add('Sub', [scaled, operators.numbers('number/1', 1)], 'input/centred');
  }
  return name;
}

/** From NCHW, −1…1 to the file's convention, in the tensor `output`. */
function adaptOutput(operators: OnnxOperators, tensor: string, { range, layout }: Convention): void {
  let name = tensor;
  if (range === '0..255') {
    const lifted = operators.add('Add', [name, operators.numbers('number/1', 1)], 'output/lifted');
    const scaled = layout === 'NCHW' ? OUTPUT : 'output/scaled';
    name = operators.add('Mul', [lifted, operators.numbers('halfRange', HALF_RANGE)], scaled);
  }
  if (layout === 'NHWC') operators.add('Transpose', [name], OUTPUT, [attribute.integers('perm', [0, 2, 3, 1])]);
}
