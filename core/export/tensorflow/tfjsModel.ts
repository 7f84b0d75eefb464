/** A network as a TensorFlow.js graph model: `model.json` and its weights. */
import { GRAPH_PRODUCER } from '../../capture/graphDef.ts';
import type { StoredTensor } from '../../weights/storedTensor.ts';
import type { InferenceNetwork } from '../inferenceNetwork.ts';
import type { ExportSettings } from '../settings.ts';
import { buildGraph, INPUT, OUTPUT, type GraphSettings } from './buildGraph.ts';
import { shapeOf, storedWeight, type GraphWeight } from './graph.ts';

export interface TfjsModel {
  readonly json: object;
  /** File names and contents of the weights. */
  readonly shards: ReadonlyMap<string, Uint8Array>;
}

export interface TfjsSettings extends GraphSettings {
  readonly precision: ExportSettings['precision'];
  readonly metadata: Readonly<Record<string, string>>;
}

/** As TensorFlow's own converter cuts them, for browsers' caches. */
const SHARD_BYTES = 4 * 2 ** 20;

export function tfjsModel(inference: InferenceNetwork, settings: TfjsSettings): TfjsModel {
  const { precision, metadata } = settings;
  const { graph, inputShape, outputShape } = buildGraph(inference, settings);
  const stored = graph.weights.map((weight) => storedWeight(weight, precision));
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

/** An entry of the weights manifest; half-precision weights become float32 when they are loaded. */
function entryOf({ name, shape }: GraphWeight, { dtype }: StoredTensor): object {
  if (dtype === 'I32') return { name, shape, dtype: 'int32' };
  const quantization = { dtype: 'float16', original_dtype: 'float32' };
  return { name, shape, dtype: 'float32', ...(dtype === 'F16' ? { quantization } : {}) };
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
