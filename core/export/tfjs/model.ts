/** A network as a TensorFlow.js graph model: `model.json` and its weights. */
import { float16Tensor } from '../../weights/storedTensor.ts';
import { HALF_RANGE, type Convention } from '../convention.ts';
import type { InferenceNetwork } from '../inferenceNetwork.ts';
import { inferShapes } from '../../networks/shape.ts';
import type { ExportSettings } from '../settings.ts';
import { shapeOf, TfjsGraph, value, type GraphWeight } from './graph.ts';
import { addLayer } from './layers.ts';

export interface TfjsModel {
  readonly json: object;
  /** File names and contents of the weights. */
  readonly shards: ReadonlyMap<string, Uint8Array>;
}

export type TfjsSettings = Pick<ExportSettings, 'precision' | 'convention' | 'basicOps'> & {
  readonly metadata: Readonly<Record<string, string>>;
};

export const INPUT = 'input';
export const OUTPUT = 'output';

/** As TensorFlow's own converter cuts them, for browsers' caches. */
const SHARD_BYTES = 4 * 2 ** 20;
/** The producer version of TensorFlow 2.x graphs. */
const GRAPH_PRODUCER = 1882;

/** Tensors inside are NHWC and have the ids of their nodes as names. */
export function tfjsModel({ network, weights }: InferenceNetwork, settings: TfjsSettings): TfjsModel {
  const { precision, convention, basicOps, metadata } = settings;
  const graph = new TfjsGraph();
  const probe = inferShapes(network, { height: 512, width: 512 });
  const inputShape = outerShape(probe.get(network.nodes[0]!.id)!.channels, convention);
  graph.nodes.push({ name: INPUT, op: 'Placeholder', input: [], attr: { dtype: value.floatType, shape: value.shape(inputShape) } }); // prettier-ignore
  const names = new Map([[network.nodes[0]!.id, adaptInput(graph, convention)]]);
  for (const node of network.nodes.slice(1)) {
    addLayer({ graph, weights, basicOps }, node, node.inputs.map((id) => names.get(id)!), node.id); // prettier-ignore
    names.set(node.id, node.id);
  }
  adaptOutput(graph, network.output, convention);

  const shards = cut(Buffer.concat(graph.weights.map((weight) => bytesOf(weight, precision))));
  const outputShape = outerShape(probe.get(network.output)!.channels, convention);
  return {
    json: {
      format: 'graph-model',
      generatedBy: 'OMGD Studio',
      convertedBy: null,
      signature: {
        inputs: { [INPUT]: { name: `${INPUT}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf(inputShape) } },
        outputs: { [OUTPUT]: { name: `${OUTPUT}:0`, dtype: 'DT_FLOAT', tensorShape: shapeOf(outputShape) } },
      },
      userDefinedMetadata: metadata,
      modelTopology: { node: graph.nodes, library: {}, versions: { producer: GRAPH_PRODUCER } },
      weightsManifest: [
        { paths: [...shards.keys()], weights: graph.weights.map((weight) => entryOf(weight, precision)) },
      ],
    },
    shards,
  };
}

function outerShape(channels: number, { layout }: Convention): number[] {
  return layout === 'NHWC' ? [-1, -1, -1, channels] : [-1, channels, -1, -1];
}

/** From the file's convention to NHWC, −1…1; returns the tensor's name. */
function adaptInput(graph: TfjsGraph, { range, layout }: Convention): string {
  let name = INPUT;
  if (layout === 'NCHW') name = transpose(graph, name, 'input/nhwc', [0, 2, 3, 1]);
  if (range === '0..255') {
    const scaled = graph.add('RealDiv', [name, graph.number('halfRange', HALF_RANGE)], 'input/scaled');
    name = graph.add('Sub', [scaled, graph.number('number/1', 1)], 'input/centred');
  }
  return name;
}

/** From NHWC, −1…1 to the file's convention, in the tensor `output`. */
function adaptOutput(graph: TfjsGraph, tensor: string, { range, layout }: Convention): void {
  let name = tensor;
  if (range === '0..255') {
    const lifted = graph.add('AddV2', [name, graph.number('number/1', 1)], 'output/lifted');
    name = graph.add('Mul', [lifted, graph.number('halfRange', HALF_RANGE)], 'output/scaled');
  }
  if (layout === 'NCHW') transpose(graph, name, OUTPUT, [0, 3, 1, 2]);
  else graph.add('Identity', [name], OUTPUT);
}

function transpose(graph: TfjsGraph, input: string, name: string, order: readonly number[]): string {
  const permutation = graph.integers(`order/${order.join('')}`, [4], order);
  return graph.add('Transpose', [input, permutation], name, { Tperm: value.integerType });
}

function isRounded({ mayRound }: GraphWeight, precision: TfjsSettings['precision']): boolean {
  return mayRound && precision === 'float16';
}

function bytesOf(weight: GraphWeight, precision: TfjsSettings['precision']): Uint8Array {
  const { values, shape } = weight;
  if (values instanceof Float32Array && isRounded(weight, precision)) return float16Tensor(shape, values).bytes;
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** An entry of the weights manifest; half-precision weights become float32 when they are loaded. */
function entryOf(weight: GraphWeight, precision: TfjsSettings['precision']): object {
  const { name, shape, values } = weight;
  const entry = { name, shape, dtype: values instanceof Int32Array ? 'int32' : 'float32' };
  if (!isRounded(weight, precision)) return entry;
  return { ...entry, quantization: { dtype: 'float16', original_dtype: 'float32' } };
}

function cut(bytes: Buffer): Map<string, Uint8Array> {
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `group1-shard${index + 1}of${count}.bin`,
      bytes.subarray(index * SHARD_BYTES, (index + 1) * SHARD_BYTES),
    ]),
  );
}
