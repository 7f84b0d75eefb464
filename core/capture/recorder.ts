/**
 * Records the TensorFlow operations that a piece of eager code runs, and turns what its results need into graph nodes.
 * Anything the code reads that is neither an input nor made by it (constants, frozen weights) becomes a constant.
 */
import type { Binding, TypedArray } from '../ops/native/backend.ts';
import { nodeBackend } from '../ops/native/backend.ts';
import type { Tensor, TensorFlow } from '../ops/tensorflow.ts';
import { attributes, nodeDef, recordedAttribute } from './graphDef.ts';

interface RecordedOperation {
  readonly name: string;
  readonly attributes: Parameters<Binding['executeOp']>[1];
  readonly inputIds: number[];
  readonly outputIds: number[];
}
interface Constant {
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes: Buffer;
}
export interface Recording {
  readonly operations: readonly RecordedOperation[];
  /** Tensors that the code created from JavaScript values while it was recorded, by id. */
  readonly constants: ReadonlyMap<number, Constant>;
  /** Ids of the results, in order. */
  readonly resultIds: readonly number[];
}

/** Runs `code` once and records its operations. The tensors it returns must be alive; they stay the caller's. */
export function record(tf: TensorFlow, code: () => Tensor[]): Recording {
  const backend = nodeBackend(tf);
  const real = backend.binding;
  const operations: RecordedOperation[] = [];
  const constants = new Map<number, Constant>();
  // The binding's own properties cannot be overridden, so the recording one is a copy of it.
  const recording: Binding = {
    ...copyOfBinding(real),
    createTensor(shape, type, values) {
      const id = real.createTensor(shape, type, values);
      if (values) constants.set(id, { shape: [...shape], type, bytes: copyOf(values) });
      return id;
    },
    executeOp(name, attributeList, inputIds, outputCount) {
      const outputs = real.executeOp(name, attributeList, inputIds, outputCount);
      const outputIds = outputs.map((output) => output.id);
      operations.push({ name, attributes: attributeList, inputIds: [...inputIds], outputIds });
      return outputs;
    },
  };
  backend.binding = recording;
  try {
    const results = code();
    return { operations, constants, resultIds: backend.getInputTensorIds(results) };
  } finally {
    backend.binding = real;
  }
}

/** The binding's properties are not enumerable. */
function copyOfBinding(binding: Binding): Binding {
  const names = Object.getOwnPropertyNames(binding) as (keyof Binding)[];
  return Object.fromEntries(names.map((name) => [name, binding[name]])) as unknown as Binding;
}

/** The graph nodes that compute `resultIds`, named after `prefix`; `inputs` maps tensor ids to existing nodes. */
export function toNodes(
  tf: TensorFlow,
  recording: Recording,
  inputs: ReadonlyMap<number, string>,
  prefix: string,
): { nodes: Buffer[]; results: string[] } {
  const { binding } = nodeBackend(tf);
  const nodes: Buffer[] = [];
  const reference = new Map(inputs);

  const constantNode = (id: number): string => {
    const { shape, type, bytes } = recording.constants.get(id) ?? readConstant(binding, id);
    const name = `${prefix}/constant${reference.size}`;
    nodes.push(
      nodeDef(name, 'Const', [], [attributes.type('dtype', type), attributes.tensor('value', type, shape, bytes)]),
    );
    reference.set(id, name);
    return name;
  };
  const nodeOf = (id: number): string => reference.get(id) ?? constantNode(id);

  const needed = neededOperations(recording);
  recording.operations.forEach((operation, index) => {
    if (!needed.has(index)) return;
    const name = `${prefix}/${operation.name}${index}`;
    const inputNames = operation.inputIds.map(nodeOf);
    nodes.push(nodeDef(name, operation.name, inputNames, nodeAttributes(binding, operation)));
    operation.outputIds.forEach((id, output) => reference.set(id, output === 0 ? name : `${name}:${output}`));
  });
  return { nodes, results: recording.resultIds.map(nodeOf) };
}

/** Indices of the operations on which a result depends. */
function neededOperations({ operations, resultIds }: Recording): Set<number> {
  const wanted = new Set(resultIds);
  const needed = new Set<number>();
  for (let index = operations.length - 1; index >= 0; index--) {
    const operation = operations[index]!;
    if (!operation.outputIds.some((id) => wanted.has(id))) continue;
    needed.add(index);
    operation.inputIds.forEach((id) => wanted.add(id));
  }
  return needed;
}

/** Eager calls may leave out the number of inputs of variadic operations; graphs may not. */
function nodeAttributes(binding: Binding, { name, attributes: given, inputIds }: RecordedOperation): Buffer[] {
  const present = given.filter(({ value }) => value !== undefined && value !== null);
  const encoded = present.map((attribute) => recordedAttribute(binding, attribute));
  if (present.some((attribute) => attribute.name === 'N')) return encoded;
  if (name === 'ConcatV2') return [...encoded, attributes.integer('N', inputIds.length - 1)];
  if (name === 'Pack' || name === 'AddN') return [...encoded, attributes.integer('N', inputIds.length)];
  return encoded;
}

/** The value of a tensor that lived before the recording began. */
function readConstant(binding: Binding, id: number): Constant {
  const copy = binding.executeOp('Identity', [], [id], 1)[0]!;
  const values = binding.tensorDataSync(copy.id);
  binding.deleteTensor(copy.id);
  return { shape: copy.shape, type: copy.dtype, bytes: copyOf(values) };
}

function copyOf(values: TypedArray | readonly number[]): Buffer {
  if (!ArrayBuffer.isView(values)) throw new Error('A recorded constant was given as a plain array.');
  return Buffer.from(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
}
