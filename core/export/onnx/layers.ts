/** One layer of a network as ONNX operators, NCHW. */
import { heightAndWidth, weightsOf, type Extent, type LayerNode } from '../../networks/graph.ts';
import { NORM_EPSILON } from '../../networks/graph.ts';
import { toTorchLayout, torchShapeOf } from '../../weights/layout.ts';
import type { WeightValues } from '../../networks/inferenceNetwork.ts';
import { torchOutputAxisOf } from '../outputAxis.ts';
import { basicInstanceNorm, basicReflectPad } from './basicOperators.ts';
import { attribute } from './messages.ts';
import type { OnnxOperators } from './operators.ts';

export interface LayerContext {
  readonly operators: OnnxOperators;
  readonly weights: WeightValues;
  /** Without operators that some runtimes lack: Pad in reflect mode, InstanceNormalization. */
  readonly basicOps: boolean;
  /** Names of the weights of a layer that computes in whole numbers; undefined for layers that do not. */
  readonly integerWeights?: (node: LayerNode) => string[] | undefined;
}

/**
 * Appends the layer, which reads the tensors `inputs` and makes `output`.
 * @throws RangeError for nodes that `foldBatchNorm` removes.
 */
export function addLayer(context: LayerContext, node: LayerNode, inputs: readonly string[], output: string): void {
  const { operators, basicOps } = context;
  const [input = ''] = inputs;
  switch (node.op) {
    case 'conv':
      operators.add(
        'Conv',
        [input, ...weightInputs(context, node)],
        output,
        window(node.kernel, node.stride, node.pad),
      );
      break;
    case 'depthwiseConv': {
      const groups = attribute.integer('group', node.channels);
      operators.add('Conv', [input, ...weightInputs(context, node)], output, [
        ...window(node.kernel, 1, node.pad),
        groups,
      ]);
      break;
    }
    case 'convTranspose': {
      const outputPadding = attribute.integers('output_padding', [node.outputPadding, node.outputPadding]);
      const settings = [...window(node.kernel, node.stride, node.pad), outputPadding];
      operators.add('ConvTranspose', [input, ...weightInputs(context, node)], output, settings);
      break;
    }
    case 'instanceNorm':
      if (basicOps) basicInstanceNorm(operators, input, output);
      else instanceNorm(operators, input, output, node.channels);
      break;
    case 'reflectPad':
      if (basicOps) basicReflectPad(operators, input, output, node.pad);
      else reflectPad(operators, input, output, node.pad);
      break;
    case 'relu':
      operators.add('Relu', [input], output);
      break;
    case 'tanh':
      operators.add('Tanh', [input], output);
      break;
    case 'leakyRelu':
      operators.add('LeakyRelu', [input], output, [attribute.float('alpha', node.slope)]);
      break;
    case 'clamp': {
      const limits = [node.min, node.max].map((value) => operators.numbers(`number/${String(value)}`, value));
      operators.add('Clip', [input, ...limits], output);
      break;
    }
    case 'maxPool':
      operators.add('MaxPool', [input], output, window(node.kernel, node.stride, node.pad));
      break;
    case 'avgPool':
      operators.add('AveragePool', [input], output, window(node.kernel, 1, (node.kernel - 1) / 2));
      break;
    case 'add':
      operators.add('Add', inputs, output);
      break;
    case 'concat':
      operators.add('Concat', inputs, output, [attribute.integer('axis', 1)]);
      break;
    case 'input':
    case 'batchNorm':
    case 'dropout':
      throw new RangeError(`Node "${node.id}" (${node.op}) is not a layer of a network for inference: fold it first.`);
  }
}

function weightInputs({ operators, weights, integerWeights }: LayerContext, node: LayerNode): string[] {
  const names = integerWeights?.(node);
  if (names) return names;
  const specs = weightsOf({ name: node.id, nodes: [node], output: node.id });
  return specs.map((spec) => {
    const values = toTorchLayout(spec, weights.get(spec.name)!);
    return operators.weight(spec.name, torchShapeOf(spec), values, torchOutputAxisOf(spec));
  });
}

function window(kernel: Extent, stride: number, pad: Extent): Buffer[] {
  return [
    attribute.integers('kernel_shape', heightAndWidth(kernel)),
    attribute.integers('strides', [stride, stride]),
    attribute.integers('pads', [...heightAndWidth(pad), ...heightAndWidth(pad)]),
  ];
}

function instanceNorm(operators: OnnxOperators, input: string, output: string, channels: number): void {
  const scale = operators.numbers(`ones/${String(channels)}`, new Float32Array(channels).fill(1));
  const offset = operators.numbers(`zeros/${String(channels)}`, new Float32Array(channels));
  const epsilon = attribute.float('epsilon', NORM_EPSILON);
  operators.add('InstanceNormalization', [input, scale, offset], output, [epsilon]);
}

function reflectPad(operators: OnnxOperators, input: string, output: string, pad: number): void {
  // Before and after each axis of NCHW.
  const amounts = operators.integers(`pads/${String(pad)}`, [0, 0, pad, pad, 0, 0, pad, pad]);
  operators.add('Pad', [input, amounts], output, [attribute.text('mode', 'reflect')]);
}
