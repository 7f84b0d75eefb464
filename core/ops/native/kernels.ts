/** Short-hands for calling TensorFlow kernels by name, and the attributes that most of them share. */
import type { Tensor, Tensor1D, TensorFlow } from '../tensorflow.ts';
import { nodeBackend, type Attribute, type AttributeValue } from './backend.ts';

export interface Kernels {
  readonly tf: TensorFlow;
  one<T extends Tensor>(name: string, attributes: readonly Attribute[], inputs: Tensor[]): T;
  many(name: string, attributes: readonly Attribute[], inputs: Tensor[], outputs: number): Tensor[];
  /** A constant int32 vector (shapes, paddings), kept for the life of the backend. */
  ints(values: readonly number[]): Tensor1D;
  /** A constant float32 vector of one value, kept for the life of the backend. */
  filled(length: number, value: number): Tensor1D;
  readonly attribute: {
    type(name: string): Attribute;
    int32Type(name: string): Attribute;
    int(name: string, value: number | readonly number[]): Attribute;
    float(name: string, value: number): Attribute;
    bool(name: string, value: boolean): Attribute;
    string(name: string, value: string): Attribute;
  };
}

export function kernelsOf(tf: TensorFlow): Kernels {
  const backend = nodeBackend(tf);
  const { binding } = backend;
  const constants = new Map<string, Tensor1D>();
  const make = (name: string, type: number, value: AttributeValue): Attribute => ({ name, type, value });
  const constant = (key: string, create: () => Tensor1D): Tensor1D => {
    const known = constants.get(key);
    if (known) return known;
    const made = tf.keep(create());
    constants.set(key, made);
    return made;
  };
  return {
    tf,
    one: <T extends Tensor>(name: string, attributes: readonly Attribute[], inputs: Tensor[]) =>
      backend.executeSingleOutput(name, [...attributes], inputs) as T,
    many: (name, attributes, inputs, outputs) => backend.executeMultipleOutputs(name, [...attributes], inputs, outputs),
    ints: (values) => constant(`i${values.join()}`, () => tf.tensor1d([...values], 'int32')),
    filled: (length, value) => constant(`f${length},${value}`, () => tf.fill([length], value) as Tensor1D),
    attribute: {
      type: (name) => make(name, binding.TF_ATTR_TYPE, binding.TF_FLOAT),
      int32Type: (name) => make(name, binding.TF_ATTR_TYPE, binding.TF_INT32),
      int: (name, value) => make(name, binding.TF_ATTR_INT, value),
      float: (name, value) => make(name, binding.TF_ATTR_FLOAT, value),
      bool: (name, value) => make(name, binding.TF_ATTR_BOOL, value),
      string: (name, value) => make(name, binding.TF_ATTR_STRING, value),
    },
  };
}

/** A custom gradient of one input: `forward` returns the value and the function from dy to the input's gradient. */
export function unary<X extends Tensor, Y extends Tensor>(
  tf: TensorFlow,
  x: X,
  forward: (x: X) => { value: Y; saved: Tensor[]; gradient: (dy: Y, saved: Tensor[]) => X },
): Y {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [X, (tensors: Tensor[]) => void];
    const { value, saved, gradient } = forward(input);
    save(saved);
    return { value, gradFunc: (dy: Tensor, kept: Tensor[]) => gradient(dy as Y, kept) };
  });
  return run(x) as Y;
}

/** A custom gradient of several inputs: the gradient function returns one tensor for each of them, in order. */
export function nary<Y extends Tensor>(
  tf: TensorFlow,
  inputs: Tensor[],
  forward: () => { value: Y; saved: Tensor[]; gradient: (dy: Y, saved: Tensor[]) => Tensor[] },
): Y {
  const run = tf.customGrad((...args) => {
    const save = args[args.length - 1] as unknown as (tensors: Tensor[]) => void;
    const { value, saved, gradient } = forward();
    save(saved);
    return { value, gradFunc: (dy: Tensor, kept: Tensor[]) => gradient(dy as Y, kept) };
  });
  return run(...inputs) as Y;
}
