/** A network as a TensorFlow.js graph model: `model.json` and its weights. */
import { GRAPH_PRODUCER } from '../../capture/graphDef.ts';
import type { StoredTensor } from '../../weights/storedTensor.ts';
import type { InferenceNetwork } from '../../networks/inferenceNetwork.ts';
import { buildGraph, INPUT, OUTPUT, type GraphSettings } from './buildGraph.ts';
import { shapeOf, storedWeight, type GraphWeight } from './graph.ts';

export interface TfjsModel {
  readonly json: object;
  /** File names and contents of the weights. */
  readonly shards: ReadonlyMap<string, Uint8Array>;
}

export interface TfjsSettings extends GraphSettings {
  readonly metadata: Readonly<Record<string, string>>;
}

/** As TensorFlow's own converter cuts them, for browsers' caches. */
const SHARD_BYTES = 4 * 2 ** 20;

export function tfjsModel(inference: InferenceNetwork, settings: TfjsSettings): TfjsModel {
  const { precision, metadata } = settings;
  const { graph, inputShape, outputShape } = buildGraph(inference, settings);
  const stored = graph.weights.map((weight) => unsigned(storedWeight(weight, precision)));
  const shards = cut(Buffer.concat(stored.map(({ bytes }) => bytes)));
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
        { paths: [...shards.keys()], weights: graph.weights.map((weight, index) => entryOf(weight, stored[index]!)) },
      ],
    },
    shards,
  };
}

/** TensorFlow.js knows no signed bytes: it adds a minimum to unsigned ones. */
const BYTE_OFFSET = 128;

function unsigned(tensor: StoredTensor): StoredTensor {
  if (tensor.dtype !== 'I8') return tensor;
  return { ...tensor, dtype: 'U8', bytes: tensor.bytes.map((byte) => byte + BYTE_OFFSET) };
}

/** An entry of the weights manifest. TensorFlow.js makes float32 of all but whole numbers when it loads them. */
function entryOf({ name, shape }: GraphWeight, { dtype }: StoredTensor): object {
  switch (dtype) {
    case 'I32':
      return { name, shape, dtype: 'int32' };
    case 'F16':
      return { name, shape, dtype: 'float32', quantization: { dtype: 'float16', original_dtype: 'float32' } };
    case 'U8': {
      const quantization = { dtype: 'uint8', scale: 1, min: -BYTE_OFFSET, original_dtype: 'float32' };
      return { name, shape, dtype: 'float32', quantization };
    }
    default:
      return { name, shape, dtype: 'float32' };
  }
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
