/** Runs graph models with TensorFlow.js' own loader and executor. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Tensor, Tensor4D, TensorFlow } from '../../ops/tensorflow.ts';
import { fromFile, toFile, type Convention, type FileTensor, type Pictures } from '../convention.ts';
import { INPUT, OUTPUT } from '../tensorflow/buildGraph.ts';
import type { ModelRunner } from './modelRunner.ts';

export interface TfjsRunner extends ModelRunner {
  /** The tensors of these nodes as they are, by name. */
  runNodes(pictures: Pictures, names: readonly string[]): ReadonlyMap<string, FileTensor>;
}

const quantizationSchema = z.discriminatedUnion('dtype', [
  z.object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') }),
  z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number(), original_dtype: z.literal('float32') }),
]);
const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int()),
  dtype: z.enum(['float32', 'int32']),
  quantization: quantizationSchema.exactOptional(),
});
const modelSchema = z.object({
  modelTopology: z.looseObject({}),
  signature: z.looseObject({}),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) })),
});

export async function openTfjs(
  folder: string,
  mainFile: string,
  convention: Convention,
  tf: TensorFlow,
): Promise<TfjsRunner> {
  const model = await tf.loadGraphModel({ load: () => readArtifacts(folder, mainFile) });

  function runNodes(pictures: Pictures, names: readonly string[]): ReadonlyMap<string, FileTensor> {
    const { values, shape } = toFile(pictures, convention);
    const input = tf.tensor4d(values, shape as Tensor4D['shape']);
    const results = model.execute({ [INPUT]: input }, [...names]) as Tensor | Tensor[];
    const tensors = Array.isArray(results) ? results : [results];
    const contents = names.map((name, index): [string, FileTensor] => [name, contentOf(tensors[index]!)]);
    tf.dispose([input, ...tensors]);
    return new Map(contents);
  }

  const prepared: Tensor[] = [];

  function prepare(pictures: Pictures): () => Promise<void> {
    const { values, shape } = toFile(pictures, convention);
    const input = tf.tensor4d(values, shape as Tensor4D['shape']);
    prepared.push(input);
    return async () => {
      const output = model.execute({ [INPUT]: input }, OUTPUT) as Tensor;
      await output.data();
      output.dispose();
    };
  }

  return {
    runtime: `TensorFlow.js ${tf.version.tfjs} graph model, ${tf.getBackend()} backend`,
    runNodes,
    prepare,
    run: (pictures) => Promise.resolve(fromFile(runNodes(pictures, [OUTPUT]).get(OUTPUT)!, convention)),
    close: () => {
      tf.dispose(prepared);
      return Promise.resolve(model.dispose());
    },
  };
}

function contentOf(tensor: Tensor): FileTensor {
  return { values: tensor.dataSync() as Float32Array, shape: tensor.shape };
}

/** What TensorFlow.js' HTTP loader makes of the same files. */
async function readArtifacts(folder: string, mainFile: string): Promise<io.ModelArtifacts> {
  const json: unknown = JSON.parse(await readFile(join(folder, mainFile), 'utf8'));
  const { weightsManifest, modelTopology, signature } = modelSchema.parse(json);
  const paths = weightsManifest.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return { modelTopology, signature, weightSpecs, weightData: new Uint8Array(Buffer.concat(shards)).buffer };
}
