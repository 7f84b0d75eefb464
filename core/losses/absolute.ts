/** |x| with PyTorch's gradient: 0 where x is 0. TensorFlow.js says −1 there, which flat image regions would feel. */
import type { Ops } from '../ops/ops.ts';
import type { Tensor } from '../ops/tensorflow.ts';

export function absolute<T extends Tensor>({ tf }: Ops, x: T): T {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [T, (tensors: Tensor[]) => void];
    save([input]);
    return {
      value: tf.abs(input),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, tf.sign(saved[0]!)),
    };
  });
  return run(x) as T;
}
