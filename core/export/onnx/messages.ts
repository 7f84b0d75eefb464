/** The messages of an ONNX file, field numbers as in onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
import { bytesField, floatField, integerField, messageField } from '../../files/protobuf.ts';

/** TensorProto.DataType. */
export const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** AttributeProto.AttributeType. */
const ATTRIBUTE = { float: 1, integer: 2, text: 3, integers: 7 } as const;

/** The opset of the operators used here, and the file version that came with it. */
export const OPSET_VERSION = 17;
const IR_VERSION = 8;

/** Builders of a node's attributes. */
export const attribute = {
  float: (name: string, value: number): Buffer => attributeMessage(name, ATTRIBUTE.float, floatField(2, value)),
  integer: (name: string, value: number): Buffer => attributeMessage(name, ATTRIBUTE.integer, integerField(3, value)),
  text: (name: string, value: string): Buffer => attributeMessage(name, ATTRIBUTE.text, bytesField(4, value)),
  integers: (name: string, values: readonly number[]): Buffer =>
    attributeMessage(name, ATTRIBUTE.integers, ...values.map((value) => integerField(8, value))),
};

function attributeMessage(name: string, type: number, ...value: readonly Buffer[]): Buffer {
  return Buffer.concat([bytesField(1, name), ...value, integerField(20, type)]);
}

export interface NodeSettings {
  readonly operator: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: readonly Buffer[];
}

export function nodeMessage({ operator, name, inputs, output, attributes }: NodeSettings): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => bytesField(1, input)),
    bytesField(2, output),
    bytesField(3, name),
    bytesField(4, operator),
    ...attributes.map((message) => bytesField(5, message)),
  ]);
}

/** A constant: little-endian elements in row-major order. */
export function tensorMessage(name: string, type: ElementType, shape: readonly number[], bytes: Uint8Array): Buffer {
  return Buffer.concat([
    ...shape.map((size) => integerField(1, size)),
    integerField(2, ELEMENT_TYPES[type]),
    bytesField(8, name),
    bytesField(9, bytes),
  ]);
}

/** A float32 tensor that enters, leaves or is worth showing; sides that can change are words. */
export function valueMessage(name: string, shape: readonly (number | string)[]): Buffer {
  const sides = shape.map((side) =>
    messageField(1, typeof side === 'number' ? integerField(1, side) : bytesField(2, side)),
  );
  const tensorType = messageField(1, integerField(1, ELEMENT_TYPES.float32), messageField(2, ...sides));
  return Buffer.concat([bytesField(1, name), messageField(2, tensorType)]);
}

export interface GraphSettings {
  readonly name: string;
  readonly description: string;
  readonly nodes: readonly Buffer[];
  readonly constants: readonly Buffer[];
  readonly inputs: readonly Buffer[];
  readonly outputs: readonly Buffer[];
  readonly values: readonly Buffer[];
}

/** A whole file. */
export function modelMessage(graph: GraphSettings, metadata: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat([
    integerField(1, IR_VERSION),
    bytesField(2, 'OMGD Studio'),
    messageField(7, graphMessage(graph)),
    messageField(8, bytesField(1, ''), integerField(2, OPSET_VERSION)),
    ...Object.entries(metadata).map(([key, value]) => messageField(14, bytesField(1, key), bytesField(2, value))),
  ]);
}

function graphMessage({ name, description, nodes, constants, inputs, outputs, values }: GraphSettings): Buffer {
  return Buffer.concat([
    ...nodes.map((message) => bytesField(1, message)),
    bytesField(2, name),
    ...constants.map((message) => bytesField(5, message)),
    bytesField(10, description),
    ...inputs.map((message) => bytesField(11, message)),
    ...outputs.map((message) => bytesField(12, message)),
    ...values.map((message) => bytesField(13, message)),
  ]);
}

/** A model that consists of outputs only, float32 and of any shape: to be merged with one that makes these tensors. */
export function graphOutputs(names: readonly string[]): Buffer {
  const tensorType = messageField(1, integerField(1, ELEMENT_TYPES.float32));
  return messageField(7, ...names.map((name) => messageField(12, bytesField(1, name), messageField(2, tensorType))));
}
