/**
 * What the native operations and the graph recorder need of tfjs-node's backend: calling TensorFlow kernels by name.
 * tfjs-node types these as `any`; the shapes below are those of its binding (nodejs_kernel_backend, tfjs_binding).
 */
import type { Tensor, TensorFlow } from '../tensorflow.ts';

/** One attribute of a TensorFlow operation, as the binding wants it. */
export interface Attribute {
  readonly name: string;
  /** One of the binding's TF_ATTR_* constants. */
  readonly type: number;
  readonly value: AttributeValue;
}
export type AttributeValue = string | number | boolean | readonly number[] | null | undefined;

/** An eager tensor as the binding returns it. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  /** A TF_DataType. */
  readonly dtype: number;
}

export type TypedArray = Float32Array | Int32Array | Uint8Array;

export interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  createTensor(shape: number[], dtype: number, values: TypedArray | null): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TypedArray;
  executeOp(name: string, attributes: Attribute[], inputIds: number[], outputs: number): TensorMetadata[];
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputIds: number[], inputNames: string, outputNames: string): TensorMetadata[];
}

export interface NodeBackend {
  binding: Binding;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: Tensor[]): Tensor;
  executeMultipleOutputs(name: string, attributes: Attribute[], inputs: Tensor[], outputs: number): Tensor[];
  getInputTensorIds(tensors: Tensor[]): number[];
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

/** The backend of tfjs-node. Throws when `tf` runs on another backend, which has no kernels to call by name. */
export function nodeBackend(tf: TensorFlow): NodeBackend {
  const backend: unknown = tf.backend();
  if (!isNodeBackend(backend)) {
    throw new Error(`Native operations need the tfjs-node backend, but "${tf.getBackend()}" is active.`);
  }
  return backend;
}

function isNodeBackend(backend: unknown): backend is NodeBackend {
  return typeof backend === 'object' && backend !== null && 'binding' in backend && 'executeSingleOutput' in backend;
}
