/**
 * TensorFlow's GraphDef and SavedModel messages, as far as a captured step needs them
 * (tensorflow/core/framework/{node_def,attr_value,tensor}.proto, core/protobuf/saved_model.proto).
 */
import { bytesField, floatField, integerField, messageField, varint } from '../files/protobuf.ts';
import type { Attribute, Binding } from '../ops/native/backend.ts';

/** A TF_DataType; DT_FLOAT is 1, DT_INT32 is 3. */
export type DataType = number;
export const DT_FLOAT: DataType = 1;

/** The producer version under which TensorFlow 2.x reads the graph without compatibility rewrites. */
export const GRAPH_PRODUCER = 1882;

/** A TensorShapeProto; −1 stands for any size. */
export const shapeMessage = (shape: readonly number[]): Buffer =>
  Buffer.concat(shape.map((size) => messageField(2, integerField(1, size))));

const attributeEntry = (name: string, value: Uint8Array): Buffer =>
  messageField(5, bytesField(1, name), bytesField(2, value));

/** Builders for the attributes of a node. */
export const attributes = {
  type: (name: string, type: DataType): Buffer => attributeEntry(name, integerField(6, type)),
  shape: (name: string, shape: readonly number[]): Buffer => attributeEntry(name, bytesField(7, shapeMessage(shape))),
  string: (name: string, value: string): Buffer => attributeEntry(name, bytesField(2, value)),
  integer: (name: string, value: number): Buffer => attributeEntry(name, integerField(3, value)),
  bool: (name: string, value: boolean): Buffer => attributeEntry(name, integerField(5, value ? 1 : 0)),
  tensor: (name: string, type: DataType, shape: readonly number[], bytes: Uint8Array): Buffer =>
    attributeEntry(
      name,
      messageField(8, integerField(1, type), bytesField(2, shapeMessage(shape)), bytesField(4, bytes)),
    ),
};

/** An attribute that the binding was given for an eager operation, as a node's attribute. */
export function recordedAttribute(binding: Binding, attribute: Attribute): Buffer {
  const { name, type, value } = attribute;
  if (Array.isArray(value) && type === binding.TF_ATTR_INT) {
    const packed = Buffer.concat(value.map((item: number) => varint(item)));
    return attributeEntry(name, messageField(1, bytesField(3, packed)));
  }
  if (Array.isArray(value) && type === binding.TF_ATTR_SHAPE) return attributes.shape(name, value);
  if (typeof value === 'string' && type === binding.TF_ATTR_STRING) return attributes.string(name, value);
  if (typeof value === 'boolean' && type === binding.TF_ATTR_BOOL) return attributes.bool(name, value);
  if (typeof value === 'number') {
    if (type === binding.TF_ATTR_INT) return attributes.integer(name, value);
    if (type === binding.TF_ATTR_FLOAT) return attributeEntry(name, floatField(4, value));
    if (type === binding.TF_ATTR_TYPE) return attributes.type(name, value);
  }
  throw new Error(
    `Attribute "${name}" of a recorded operation has a value that a graph cannot hold: ${String(value)}.`,
  );
}

/** A node: inputs are `node`, `node:output` or `^node` (run after it). */
export function nodeDef(name: string, op: string, inputs: readonly string[], attributeList: readonly Buffer[]): Buffer {
  return Buffer.concat([
    bytesField(1, name),
    bytesField(2, op),
    ...inputs.map((input) => bytesField(3, input)),
    ...attributeList,
  ]);
}

/** The bytes of `saved_model.pb` for one graph, tagged `serve`; `signatures` are fields of its MetaGraphDef. */
export function savedModel(nodes: readonly Buffer[], signatures: readonly Buffer[] = []): Buffer {
  const graph = Buffer.concat([
    ...nodes.map((node) => bytesField(1, node)),
    messageField(4, integerField(1, GRAPH_PRODUCER)),
  ]);
  const metaInfo = messageField(1, bytesField(4, 'serve'));
  return Buffer.concat([integerField(1, 1), messageField(2, metaInfo, bytesField(2, graph), ...signatures)]);
}
