/** Collects the nodes and constants of an ONNX graph. Tensors are named; every node has the name of the tensor it makes. */
import { float16Tensor, float32Tensor, int64Tensor } from '../../weights/storedTensor.ts';
import { attribute, ELEMENT_TYPES, nodeMessage, tensorMessage } from './messages.ts';

export type WeightPrecision = 'float32' | 'float16';

export class OnnxOperators {
  readonly nodes: Buffer[] = [];
  readonly constants: Buffer[] = [];
  readonly #precision: WeightPrecision;
  readonly #sharedConstants = new Set<string>();

  constructor(precision: WeightPrecision) {
    this.#precision = precision;
  }

  /** Appends a node and returns the name of its tensor, which is `output`. */
  add(operator: string, inputs: readonly string[], output: string, attributes: readonly Buffer[] = []): string {
    this.nodes.push(nodeMessage({ operator, name: output, inputs, output, attributes }));
    return output;
  }

  /**
   * A weight. In half precision it is stored so and widened where it is used: the arithmetic stays float32, since sums in
   * half precision overflow in several runtimes' instance norms.
   */
  weight(name: string, shape: readonly number[], values: Float32Array): string {
    if (this.#precision === 'float32') {
      this.constants.push(tensorMessage(name, 'float32', shape, float32Tensor(shape, values).bytes));
      return name;
    }
    const stored = `${name}.float16`;
    this.constants.push(tensorMessage(stored, 'float16', shape, float16Tensor(shape, values).bytes));
    return this.add('Cast', [stored], name, [attribute.integer('to', ELEMENT_TYPES.float32)]);
  }

  /** A float32 vector or, given one number, a scalar. The same name always means the same constant. */
  numbers(name: string, values: number | Float32Array): string {
    const [shape, list] = typeof values === 'number' ? [[], Float32Array.of(values)] : [[values.length], values];
    return this.#share(name, () => tensorMessage(name, 'float32', shape, float32Tensor(shape, list).bytes));
  }

  /** A vector of whole numbers: positions and amounts. The same name always means the same constant. */
  integers(name: string, values: readonly number[]): string {
    const shape = [values.length];
    return this.#share(name, () => tensorMessage(name, 'int64', shape, int64Tensor(shape, values).bytes));
  }

  #share(name: string, make: () => Buffer): string {
    if (!this.#sharedConstants.has(name)) this.constants.push(make());
    this.#sharedConstants.add(name);
    return name;
  }
}
