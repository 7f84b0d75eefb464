/** Total variation: Σ |right − left| + Σ |below − above|, a raw sum over pixels, channels and batch as the authors have it. */
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor4D } from '../ops/tensorflow.ts';
import { absolute } from './absolute.ts';

export function totalVariation(ops: Ops, image: Tensor4D): Scalar {
  const { tf } = ops;
  const [batch, height, width, channels] = image.shape;
  const right = tf.slice4d(image, [0, 0, 1, 0], [batch, height, width - 1, channels]);
  const left = tf.slice4d(image, [0, 0, 0, 0], [batch, height, width - 1, channels]);
  const below = tf.slice4d(image, [0, 1, 0, 0], [batch, height - 1, width, channels]);
  const above = tf.slice4d(image, [0, 0, 0, 0], [batch, height - 1, width, channels]);
  const horizontal = ops.sum(absolute(ops, tf.sub(right, left)));
  const vertical = ops.sum(absolute(ops, tf.sub(below, above)));
  return tf.add(horizontal, vertical);
}
