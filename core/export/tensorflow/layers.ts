/** One layer of a network as TensorFlow operations, NHWC. */
import { weightsOf, type ConvTransposeNode, type LayerNode } from '../../networks/graph.ts';
import { NORM_EPSILON } from '../../networks/graph.ts';
import type { WeightValues } from '../../networks/inferenceNetwork.ts';
import { outputAxisOf } from '../outputAxis.ts';
import { value, type GraphNode, type TensorFlowGraph } from './graph.ts';
import { basicReflectPad, reflectPad, slice, zeroPad } from './padding.ts';

export interface LayerContext {
  readonly graph: TensorFlowGraph;
  readonly weights: WeightValues;
  /** Without MirrorPad. */
  readonly basicOps: boolean;
}

/**
 * Appends the layer, which reads the tensors `inputs` and makes `name`.
 * @throws RangeError for nodes that `foldBatchNorm` removes.
 */
export function addLayer(context: LayerContext, node: LayerNode, inputs: readonly string[], name: string): void {
  const { graph, basicOps } = context;
  const [input = ''] = inputs;
  switch (node.op) {
    case 'conv':
      biased(context, node, name, (filter, output) => {
        const padded = zeroPad(graph, input, `${name}/padded`, node.pad);
        graph.add('Conv2D', [padded, filter], output, window(node.stride, 'VALID'));
      });
      break;
    case 'depthwiseConv':
      biased(context, node, name, (filter, output) => {
        const padded = zeroPad(graph, input, `${name}/padded`, node.pad);
        graph.add('DepthwiseConv2dNative', [padded, filter], output, window(1, 'VALID'));
      });
      break;
    case 'convTranspose':
      biased(context, node, name, (filter, output) => convTranspose(graph, node, input, filter, output));
      break;
    case 'instanceNorm':
      instanceNorm(graph, input, name);
      break;
    case 'reflectPad':
      if (basicOps) basicReflectPad(graph, input, name, node.pad);
      else reflectPad(graph, input, name, node.pad);
      break;
    case 'relu':
      graph.add('Relu', [input], name);
      break;
    case 'tanh':
      graph.add('Tanh', [input], name);
      break;
    case 'leakyRelu':
      graph.add('LeakyRelu', [input], name, { alpha: value.float(node.slope) });
      break;
    case 'clamp': {
      // TFLite has no ClipByValue.
      const limit = (value: number): string => graph.number(`number/${value}`, value);
      const raised = graph.add('Maximum', [input, limit(node.min)], `${name}/raised`);
      graph.add('Minimum', [raised, limit(node.max)], name);
      break;
    }
    case 'maxPool':
      graph.add('MaxPool', [input], name, {
        strides: value.integers([1, node.stride, node.stride, 1]),
        ksize: value.integers([1, node.kernel, node.kernel, 1]),
        padding: value.text(node.pad === 0 ? 'VALID' : 'SAME'),
      });
      break;
    case 'avgPool':
      graph.add('AvgPool', [input], name, {
        strides: value.integers([1, 1, 1, 1]),
        ksize: value.integers([1, node.kernel, node.kernel, 1]),
        padding: value.text('SAME'),
      });
      break;
    case 'add':
      graph.add('AddV2', inputs, name);
      break;
    case 'concat': {
      const attributes = { N: value.integer(inputs.length), Tidx: value.integerType };
      graph.add('ConcatV2', [...inputs, graph.integers('integer/3', [], [3])], name, attributes);
      break;
    }
    case 'input':
    case 'batchNorm':
    case 'dropout':
      throw new RangeError(`Node "${node.id}" (${node.op}) is not a layer of a network for inference: fold it first.`);
  }
}

type Weighted = Extract<LayerNode, { readonly bias: boolean }>;

/** Adds weights and bias around the convolution that `add` appends; the last of them makes the tensor `name`. */
function biased(
  context: LayerContext,
  node: Weighted,
  name: string,
  add: (filter: string, output: string) => void,
): void {
  const { graph, weights } = context;
  const specs = weightsOf({ name: node.id, nodes: [node], output: node.id });
  const [filter = '', bias] = specs.map((spec) =>
    graph.weight(spec.name, spec.shape, weights.get(spec.name)!, outputAxisOf(spec)),
  );
  if (bias === undefined) {
    add(filter, name);
    return;
  }
  add(filter, `${name}/convolution`);
  graph.add('BiasAdd', [`${name}/convolution`, bias], name, { data_format: value.text('NHWC') });
}

function window(stride: number, padding: 'VALID' | 'SAME'): GraphNode['attr'] {
  return {
    strides: value.integers([1, stride, stride, 1]),
    padding: value.text(padding),
    data_format: value.text('NHWC'),
    dilations: value.integers([1, 1, 1, 1]),
  };
}

/**
 * PyTorch keeps, of the whole transposed convolution, the part that starts at `pad`. TensorFlow's SAME is that part where
 * the border is even on both sides; elsewhere the whole is computed and cut.
 */
function convTranspose(
  graph: TensorFlowGraph,
  node: ConvTransposeNode,
  input: string,
  filter: string,
  output: string,
): void {
  const { kernel, stride, pad, outputPadding, outChannels } = node;
  const excess = kernel - stride;
  if (excess === 2 * pad && outputPadding === 0) {
    const size = outputSize(graph, input, `${output}/size`, [stride, 0, outChannels]);
    graph.add('Conv2DBackpropInput', [size, filter, input], output, window(stride, 'SAME'));
    return;
  }
  if (outputPadding > pad)
    throw new RangeError(`Node "${node.id}": output padding beyond the padding is not supported.`);
  const size = outputSize(graph, input, `${output}/size`, [stride, excess, outChannels]);
  const whole = graph.add('Conv2DBackpropInput', [size, filter, input], `${output}/whole`, window(stride, 'VALID'));
  slice(graph, whole, output, { axes: [1, 2], from: pad, to: outputPadding - pad });
}

/** [N, H · stride + excess, W · stride + excess, channels] for an input [N, H, W, …]. */
function outputSize(
  graph: TensorFlowGraph,
  input: string,
  name: string,
  [stride, excess, channels]: readonly [number, number, number],
): string {
  const integerResult = { T: value.integerType };
  const shape = graph.add('Shape', [input], `${name}/input`, { out_type: value.integerType });
  const factors = graph.integers(`factors/${stride}`, [4], [1, stride, stride, 0]);
  const scaled = graph.add('Mul', [shape, factors], `${name}/scaled`, integerResult);
  const summands = graph.integers(`summands/${excess}/${channels}`, [4], [0, excess, excess, channels]);
  return graph.add('AddV2', [scaled, summands], name, integerResult);
}

/** (x − mean) / √(mean((x − mean)²) + ε) over height and width. */
function instanceNorm(graph: TensorFlowGraph, input: string, name: string): void {
  const axes = graph.integers('spatialAxes', [2], [1, 2]);
  const meanSettings = { keep_dims: value.flag(true), Tidx: value.integerType };
  const mean = graph.add('Mean', [input, axes], `${name}/mean`, meanSettings);
  const squares = graph.add('SquaredDifference', [input, mean], `${name}/squares`);
  const variance = graph.add('Mean', [squares, axes], `${name}/variance`, meanSettings);
  const shifted = graph.add('AddV2', [variance, graph.number('normEpsilon', NORM_EPSILON)], `${name}/shifted`);
  const factor = graph.add('Rsqrt', [shifted], `${name}/factor`);
  const centred = graph.add('Sub', [input, mean], `${name}/centred`);
  graph.add('Mul', [centred, factor], name);
}
