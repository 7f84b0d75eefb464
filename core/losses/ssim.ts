/**
 * Structural similarity (Wang et al. 2004) as the authors use it as a loss: 11×11 Gaussian window, σ 1.5, zero padding,
 * C1 = 0.01² and C2 = 0.03² although the images span −1…1. Returns the index; the loss is 1 − index.
 */
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor, Tensor2D, Tensor3D, Tensor4D, TensorFlow } from '../ops/tensorflow.ts';

const WINDOW = 11;
const SIGMA = 1.5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

/** The normalised one-dimensional Gaussian; the window is its outer product with itself. */
export function gaussianWindow(): number[] {
  const raw = Array.from({ length: WINDOW }, (_, i) => Math.exp(-((i - (WINDOW - 1) / 2) ** 2) / (2 * SIGMA ** 2)));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}

/** The zero-padded blur of a line of `size` pixels as a symmetric matrix [size, size]. */
function blurMatrix(tf: TensorFlow, size: number): Tensor2D {
  const window = gaussianWindow();
  const middle = (WINDOW - 1) / 2;
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let offset = -middle; offset <= middle; offset++) {
      const column = row + offset;
      if (column >= 0 && column < size) values[row * size + column] = window[offset + middle]!;
    }
  }
  return tf.tensor2d(values, [size, size]);
}

/**
 * The Gaussian blur of every channel. Two matrix products are many times faster than a depthwise 11×11 convolution, and
 * since the matrices are symmetric the gradient is the blur of the gradient.
 */
function gaussianBlur({ tf }: Ops, x: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const rows: Tensor3D = tf.reshape(blurMatrix(tf, height), [1, height, height]);
  const columns: Tensor3D = tf.reshape(blurMatrix(tf, width), [1, width, width]);
  const blur = (image: Tensor, down: Tensor, across: Tensor): Tensor => {
    const blurredDown = tf.matMul(down, tf.reshape(image, [batch, height, width * channels]));
    return tf.reshape(tf.matMul(across, tf.reshape(blurredDown, [batch * height, width, channels])), x.shape);
  };
  const run = tf.customGrad((...args) => {
    const [image, save] = args as unknown as [Tensor, (tensors: Tensor[]) => void];
    save([rows, columns]);
    return {
      value: blur(image, rows, columns),
      gradFunc: (dy: Tensor, saved: Tensor[]) => blur(dy, saved[0]!, saved[1]!),
    };
  });
  return run(x) as Tensor4D;
}

/**
 * The SSIM index of `image` with each of `references`, mean over pixels, channels and batch. All images NHWC in −1…1 and
 * of one shape; gradients reach `image` only. Everything is blurred in two stacks, and the image's own part only once.
 */
export function ssimIndices(ops: Ops, image: Tensor4D, references: readonly Tensor4D[]): Scalar[] {
  const { tf } = ops;
  const products: Tensor4D[] = references.map((reference) => tf.mul(image, reference));
  const [mean, meanOfSquare, ...meansOfProducts] = blurTogether(ops, [
    image,
    tf.square(image) as Tensor4D,
    ...products,
  ]);
  const fixed = blurTogether(ops, [...references, ...references.map((reference): Tensor4D => tf.square(reference))]);
  return references.map((_, index) => {
    const referenceMean = fixed[index]!;
    const referenceMeanOfSquare = fixed[references.length + index]!;
    const meanProduct = tf.mul(mean!, referenceMean);
    const squares = tf.add(tf.square(mean!), tf.square(referenceMean));
    const variances = tf.sub(tf.add(meanOfSquare!, referenceMeanOfSquare), squares);
    const covariance = tf.sub(meansOfProducts[index]!, meanProduct);
    const numerator = tf.mul(tf.add(tf.mul(meanProduct, 2), C1), tf.add(tf.mul(covariance, 2), C2));
    const denominator = tf.mul(tf.add(squares, C1), tf.add(variances, C2));
    return ops.mean(tf.div(numerator, denominator));
  });
}

function blurTogether(ops: Ops, images: readonly Tensor4D[]): Tensor4D[] {
  return ops.tf.split(gaussianBlur(ops, ops.tf.concat4d([...images], 3)), images.length, 3) as Tensor4D[];
}
