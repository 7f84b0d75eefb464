/**
 * A captured graph, loaded into a TensorFlow session through the unmodified tfjs-node binding, which can run saved
 * models. Variables of the graph live in the session for as long as it does.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBackend } from '../ops/native/backend.ts';
import type { Tensor, TensorFlow } from '../ops/tensorflow.ts';
import { attributes, DT_FLOAT, nodeDef, savedModel } from './graphDef.ts';

/**
 * A session prepares itself anew for every combination of feeds and fetches that it meets, which takes as long as
 * hundreds of steps: feed and fetch many things at once, and the same ones every time.
 */
export interface GraphSession {
  /** Feeds tensors to placeholders by node name and returns the fetched nodes' tensors, which the caller disposes of. */
  run(feeds: readonly (readonly [name: string, tensor: Tensor])[], fetches: readonly string[]): Tensor[];
  dispose(): void;
}

/** Loads graph nodes (see graphDef.ts) into a session of its own. */
export function openSession(tf: TensorFlow, nodes: readonly Buffer[]): GraphSession {
  const directory = mkdtempSync(join(tmpdir(), 'omgd-graph-'));
  try {
    writeFileSync(join(directory, 'saved_model.pb'), savedModel(nodes));
    return openSavedModel(tf, directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Loads the graph tagged `serve` of a SavedModel folder, which is not needed afterwards. */
export function openSavedModel(tf: TensorFlow, directory: string): GraphSession {
  const backend = nodeBackend(tf);
  const id = backend.binding.loadSavedModel(directory, 'serve');
  const port = (name: string): string => (name.includes(':') ? name : `${name}:0`);
  return {
    run(feeds, fetches) {
      const ids = backend.getInputTensorIds(feeds.map(([, tensor]) => tensor));
      const inputNames = feeds.map(([name]) => port(name)).join(',');
      const outputs = backend.binding.runSavedModel(id, ids, inputNames, fetches.map(port).join(','));
      return outputs.map((output) => backend.createOutputTensor(output));
    },
    dispose: () => backend.binding.deleteSavedModel(id),
  };
}

/** A float32 placeholder node. */
export function placeholder(name: string, shape: readonly number[]): Buffer {
  return nodeDef(name, 'Placeholder', [], [attributes.type('dtype', DT_FLOAT), attributes.shape('shape', shape)]);
}

/** A float32 scalar constant. */
export function scalarConstant(name: string, value: number): Buffer {
  const bytes = Buffer.from(Float32Array.of(value).buffer);
  const list = [attributes.type('dtype', DT_FLOAT), attributes.tensor('value', DT_FLOAT, [], bytes)];
  return nodeDef(name, 'Const', [], list);
}

/** A node that passes `input` on once all of `after` have run. */
export function identityAfter(name: string, input: string, after: readonly string[]): Buffer {
  return nodeDef(name, 'Identity', [input, ...after.map((node) => `^${node}`)], [attributes.type('T', DT_FLOAT)]);
}

/**
 * A float32 variable that lives in the session: `<name>` is its handle, `<name>/value` reads it, and running
 * `<name>/assign` after feeding `<name>/input` sets it.
 */
export function variableNodes(name: string, shape: readonly number[]): Buffer[] {
  const dtype = attributes.type('dtype', DT_FLOAT);
  const handle = [
    dtype,
    attributes.shape('shape', shape),
    attributes.string('container', ''),
    attributes.string('shared_name', name),
  ];
  return [
    nodeDef(name, 'VarHandleOp', [], handle),
    nodeDef(`${name}/value`, 'ReadVariableOp', [name], [dtype]),
    placeholder(`${name}/input`, shape),
    nodeDef(`${name}/assign`, 'AssignVariableOp', [name, `${name}/input`], [dtype]),
  ];
}
