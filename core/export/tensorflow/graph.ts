/** Collects the nodes and weights of a TensorFlow graph, GraphDef as TensorFlow.js has it in JSON; stock operations only. */
import type { Precision } from '../../pipeline/index.ts';
import { float16Tensor, float32Tensor, type StoredTensor } from '../../weights/storedTensor.ts';
import { quantizeWeight } from '../int8.ts';

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
  /** Int8Array: whole numbers that the graph reads as float32. */
  readonly values: Float32Array | Int32Array | Int8Array;
  /** May be stored in half precision. */
  readonly mayRound: boolean;
}

/** As a file holds the weight: network weights in the given precision, constants as they are. */
export function storedWeight({ shape, values, mayRound }: GraphWeight, precision: Precision): StoredTensor {
  if (!(values instanceof Float32Array)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return { dtype: values instanceof Int8Array ? 'I8' : 'I32', shape, bytes };
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
  readonly #precision: Precision;
  readonly #shared = new Set<string>();

  constructor(precision: Precision) {
    this.#precision = precision;
  }

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

  /** A weight of the network. `outputAxis`: the axis of a filter that counts output channels. */
  weight(name: string, shape: readonly number[], values: Float32Array, outputAxis?: number): string {
    if (this.#precision !== 'int8' || outputAxis === undefined) {
      return this.#constant({ name, shape, values, mayRound: true });
    }
    const quantized = quantizeWeight(values, shape, outputAxis);
    // One scale for each channel, with the axes behind the channels' so that the product broadcasts.
    const scaleShape = [shape[outputAxis]!, ...shape.slice(outputAxis + 1).map(() => 1)];
    const whole = this.#constant({ name: `${name}/quantized`, shape, values: quantized.values, mayRound: false });
    const scales = { name: `${name}/scales`, shape: scaleShape, values: quantized.scales, mayRound: false };
    return this.add('Mul', [whole, this.#constant(scales)], name);
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
