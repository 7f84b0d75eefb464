/** Adam (Kingma & Ba 2015) with PyTorch's placement of ε: θ −= η/(1−β₁ᵗ) · m / (√(v/(1−β₂ᵗ)) + ε). */
import type { Tensor, TensorFlow } from '../ops/tensorflow.ts';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The paper's values; the learning rate follows a schedule and is given with every step. */
export const PAPER_ADAM: AdamOptions = { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 };

/** What the update of step `count` (from 1) needs beside the gradient. */
export interface AdamScalars {
  readonly beta1Power: number;
  readonly beta2Power: number;
  /** ε·√(1−β₂ᵗ): with it, η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε̂) equals PyTorch's formula. */
  readonly epsilonHat: number;
}

export function adamScalars({ beta1, beta2, epsilon }: AdamOptions, count: number): AdamScalars {
  const beta2Power = beta2 ** count;
  return { beta1Power: beta1 ** count, beta2Power, epsilonHat: epsilon * Math.sqrt(1 - beta2Power) };
}

export interface AdamSlot<T = Tensor> {
  readonly value: T;
  readonly firstMoment: T;
  readonly secondMoment: T;
}

/** The slot after one update; the old tensors stay the caller's. */
export function adamUpdate(
  tf: TensorFlow,
  { value, firstMoment, secondMoment }: AdamSlot,
  gradient: Tensor,
  options: AdamOptions,
  scalars: AdamScalars,
  learningRate: number,
): AdamSlot {
  const first = tf.add(tf.mul(firstMoment, options.beta1), tf.mul(gradient, 1 - options.beta1));
  const second = tf.add(tf.mul(secondMoment, options.beta2), tf.mul(tf.square(gradient), 1 - options.beta2));
  const rate = (learningRate * Math.sqrt(1 - scalars.beta2Power)) / (1 - scalars.beta1Power);
  const change = tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), scalars.epsilonHat));
  return { value: tf.sub(value, change), firstMoment: first, secondMoment: second };
}
