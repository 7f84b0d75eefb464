/** Collects the nodes and constants of an ONNX graph. Tensors are named; every node has the name of the tensor it makes. */
import type { Precision } from '../../pipeline/index.ts';
import { float16Tensor, float32Tensor, int64Tensor } from '../../weights/storedTensor.ts';
import { quantizeWeight } from '../int8.ts';
import { attribute, ELEMENT_TYPES, nodeMessage, tensorMessage } from './messages.ts';

/** Whole numbers that stand for real ones: real = (whole − zeroPoint) · scale, whole in 0 … 255. */
export interface ByteRange {
  readonly scale: number;
  readonly zeroPoint: number;
}

export class OnnxOperators {
  readonly nodes: Buffer[] = [];
  readonly constants: Buffer[] = [];
  readonly #precision: Precision;
  readonly #sharedConstants = new Set<string>();

  constructor(precision: Precision) {
    this.#precision = precision;
  }

  /** Appends a node and returns the name of its tensor, which is `output`. */
  add(operator: string, inputs: readonly string[], output: string, attributes: readonly Buffer[] = []): string {
    this.nodes.push(nodeMessage({ operator, name: output, inputs, output, attributes }));
    return output;
  }

  /**
   * A weight. In fewer bits it is stored so and widened where it is used: the arithmetic stays float32, since sums in
   * half precision overflow in several runtimes' instance norms.
   * @param outputAxis the axis of a filter that counts output channels; vectors have none and stay float32 in int8
   */
  weight(name: string, shape: readonly number[], values: Float32Array, outputAxis?: number): string {
    if (this.#precision === 'float16') {
      const stored = this.#constant(`${name}.float16`, 'float16', float16Tensor(shape, values));
      return this.add('Cast', [stored], name, [attribute.integer('to', ELEMENT_TYPES.float32)]);
    }
    if (this.#precision === 'float32' || outputAxis === undefined) {
      return this.#constant(name, 'float32', float32Tensor(shape, values));
    }
    return this.wholeWeight(name, shape, values, outputAxis).name;
  }

  /** A filter in int8 with one scale for every output channel, none of them below `smallestScales`. */
  wholeWeight(
    name: string,
    shape: readonly number[],
    values: Float32Array,
    outputAxis: number,
    smallestScales?: Float32Array,
  ): { readonly name: string; readonly scales: Float32Array } {
    const whole = quantizeWeight(values, shape, outputAxis, smallestScales);
    const { scales } = whole;
    const inputs = [
      this.#constant(`${name}.int8`, 'int8', { shape, bytes: new Uint8Array(whole.values.buffer) }),
      this.#constant(`${name}.scales`, 'float32', float32Tensor([scales.length], scales)),
      this.#constant(`${name}.zeros`, 'int8', { shape: [scales.length], bytes: new Uint8Array(scales.length) }),
    ];
    return { name: this.add('DequantizeLinear', inputs, name, [attribute.integer('axis', outputAxis)]), scales };
  }

  /** A bias as int32 in the given scales, which is how integer convolutions add it. */
  wholeBias(name: string, values: Float32Array, scales: Float32Array): string {
    const shape = [values.length];
    const whole = Int32Array.from(values, (value, channel) => Math.round(value / scales[channel]!));
    const inputs = [
      this.#constant(`${name}.int32`, 'int32', { shape, bytes: new Uint8Array(whole.buffer) }),
      this.#constant(`${name}.scales`, 'float32', float32Tensor(shape, scales)),
    ];
    return this.add('DequantizeLinear', inputs, name, [attribute.integer('axis', 0)]);
  }

  /** The tensor rounded to 256 numbers, as float32 again: runtimes compute with bytes between two such places. */
  rounded(input: string, output: string, { scale, zeroPoint }: ByteRange): string {
    const range = [
      this.numbers(`${output}.scale`, scale),
      this.#constant(`${output}.zeroPoint`, 'uint8', { shape: [], bytes: Uint8Array.of(zeroPoint) }),
    ];
    const bytes = this.add('QuantizeLinear', [input, ...range], `${output}/bytes`);
    return this.add('DequantizeLinear', [bytes, ...range], output);
  }

  /** A float32 vector or, given one number, a scalar. The same name always means the same constant. */
  numbers(name: string, values: number | Float32Array): string {
    const [shape, list] = typeof values === 'number' ? [[], Float32Array.of(values)] : [[values.length], values];
    return this.#share(name, () => this.#constant(name, 'float32', float32Tensor(shape, list)));
  }

  /** A vector of whole numbers: positions and amounts. The same name always means the same constant. */
  integers(name: string, values: readonly number[]): string {
    return this.#share(name, () => this.#constant(name, 'int64', int64Tensor([values.length], values)));
  }

  #constant(
    name: string,
    type: keyof typeof ELEMENT_TYPES,
    { shape, bytes }: { readonly shape: readonly number[]; readonly bytes: Uint8Array },
  ): string {
    this.constants.push(tensorMessage(name, type, shape, bytes));
    return name;
  }

  #share(name: string, make: () => string): string {
    if (!this.#sharedConstants.has(name)) make();
    this.#sharedConstants.add(name);
    return name;
  }
}
