/** Collects the nodes and weights of a TensorFlow graph, GraphDef as TensorFlow.js has it in JSON; stock operations only. */

import { float16Tensor, float32Tensor, type StoredTensor } from '../../weights/storedTensor.ts';

/** An attribute as JSON has it (tensorflow/core/framework/attr_value.proto); texts are base64. */
export type Attribute =
  | { readonly type: 'DT_FLOAT' | 'DT_INT32' }
  | { readonly s: string }
  | { readonly i: string }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly shape: { readonly dim: readonly { readonly size: string }[] } }
  | { readonly list: { readonly i: readonly string[] } };

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

export interface GraphWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
  /** May be stored in half precision. */
  readonly mayRound: boolean;
}

/** As a file holds the weight: network weights in the given precision, constants as they are. */
export function storedWeight({ shape, values, mayRound }: GraphWeight, precision: 'float32' | 'float16'): StoredTensor {
  if (values instanceof Int32Array) {
    return { dtype: 'I32', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
  }
  return mayRound && precision === 'float16' ? float16Tensor(shape, values) : float32Tensor(shape, values);
}

/** Builders of attributes. */
export const value = {
  text: (text: string): Attribute => ({ s: Buffer.from(text).toString('base64') }),
  integer: (number: number): Attribute => ({ i: String(number) }),
  float: (number: number): Attribute => ({ f: number }),
  flag: (flag: boolean): Attribute => ({ b: flag }),
  integers: (numbers: readonly number[]): Attribute => ({ list: { i: numbers.map(String) } }),
  /** −1: any size. */
  shape: (sides: readonly number[]): Attribute => ({ shape: shapeOf(sides) }),
  floatType: { type: 'DT_FLOAT' },
  integerType: { type: 'DT_INT32' },
} as const;

export function shapeOf(sides: readonly number[]): { dim: { size: string }[] } {
  return { dim: sides.map((side) => ({ size: String(side) })) };
}

export class TensorFlowGraph {
  readonly nodes: GraphNode[] = [];
  readonly weights: GraphWeight[] = [];
  readonly #shared = new Set<string>();

  /** Appends a node; returns its name, which is its tensor's too. */
  add(op: string, input: readonly string[], name: string, attr: GraphNode['attr'] = {}): string {
    this.nodes.push({ name, op, input, attr: { T: value.floatType, ...attr } });
    return name;
  }

  /** What the graph is fed with. */
  placeholder(name: string, shape: readonly number[]): void {
    this.nodes.push({
      name,
      op: 'Placeholder',
      input: [],
      attr: { dtype: value.floatType, shape: value.shape(shape) },
    });
  }

  /** A weight of the network. */
  weight(name: string, shape: readonly number[], values: Float32Array): string {
    return this.#constant({ name, shape, values, mayRound: true });
  }

  /** A float32 scalar. The same name always means the same constant. */
  number(name: string, scalar: number): string {
    return this.#share({ name, shape: [], values: Float32Array.of(scalar), mayRound: false });
  }

  /** Whole numbers: axes, positions and amounts. The same name always means the same constant. */
  integers(name: string, shape: readonly number[], numbers: readonly number[]): string {
    return this.#share({ name, shape, values: Int32Array.from(numbers), mayRound: false });
  }

  #share(weight: GraphWeight): string {
    if (this.#shared.has(weight.name)) return weight.name;
    this.#shared.add(weight.name);
    return this.#constant(weight);
  }

  #constant(weight: GraphWeight): string {
    const { name, values } = weight;
    const dtype = values instanceof Int32Array ? value.integerType : value.floatType;
    this.nodes.push({ name, op: 'Const', input: [], attr: { dtype } });
    this.weights.push(weight);
    return name;
  }
}
