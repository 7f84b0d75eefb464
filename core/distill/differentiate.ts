/** Gradients of a loss by variable name, and tensors that outlive the gradient tape they were made on. */
import type { Scalar, Tensor, TensorFlow } from '../ops/tensorflow.ts';

/** Keeps tensors alive past the tape on which they were computed, until `release`. */
export class Keeper {
  private readonly kept: Tensor[] = [];
  private readonly tf: TensorFlow;

  constructor(tf: TensorFlow) {
    this.tf = tf;
  }

  keep<T extends Tensor>(tensor: T): T {
    this.kept.push(this.tf.keep(tensor));
    return tensor;
  }

  keepAll<T extends Tensor>(tensors: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
    Object.values(tensors).forEach((tensor) => this.keep(tensor));
    return tensors;
  }

  release(): void {
    this.kept.splice(0).forEach((tensor) => tensor.dispose());
  }
}

export interface Differentiated {
  readonly loss: Scalar;
  /** Gradients of the variables on which the loss depends. */
  readonly gradients: Record<string, Tensor>;
}

/** Runs `compute` on a gradient tape; loss and gradients belong to the surrounding tidy. */
export function differentiate(
  tf: TensorFlow,
  variables: Readonly<Record<string, Tensor>>,
  compute: () => Scalar,
): Differentiated {
  const names = Object.keys(variables);
  const { value, grads } = tf.engine().gradients(compute, Object.values(variables), undefined, true);
  const found = names.flatMap((name, index) => (grads[index] ? [[name, grads[index]] as const] : []));
  return { loss: value as Scalar, gradients: Object.fromEntries(found) };
}
