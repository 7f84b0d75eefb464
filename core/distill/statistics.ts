/**
 * Running statistics of batch normalisation: every forward pass in training mode moves them by PyTorch's momentum 0.1
 * towards the statistics of its batch, one pass after the other.
 */
import type { Tensor, Tensor1D, TensorFlow } from '../ops/tensorflow.ts';

const MOMENTUM = 0.1;

/** A running statistic after one pass whose batch had the statistic `batch`. */
export function movedStatistic(tf: TensorFlow, before: Tensor, batch: Tensor): Tensor {
  return tf.add(tf.mul(before, 1 - MOMENTUM), tf.mul(batch, MOMENTUM));
}

type PassStatistics = Readonly<Record<string, Tensor1D>>;

/** Collects the batch statistics of a step's passes in the order in which the authors run them. */
export class BatchStatistics {
  private readonly passes: { readonly prefix: string; readonly statistics: PassStatistics }[] = [];
  private readonly latePasses: typeof this.passes = [];
  private readonly tf: TensorFlow;
  private readonly state: Readonly<Record<string, Tensor>>;

  constructor(tf: TensorFlow, state: Readonly<Record<string, Tensor>>) {
    this.tf = tf;
    this.state = state;
  }

  add(prefix: string, statistics: PassStatistics): void {
    this.passes.push({ prefix, statistics });
  }

  /**
   * A pass that the authors run after all others: the discriminator sees the teachers' images once more for their GAN
   * terms, which this code computes first.
   */
  addLate(prefix: string, statistics: PassStatistics): void {
    this.latePasses.push({ prefix, statistics });
  }

  /** New values of the running statistics by variable name. */
  updated(): Record<string, Tensor> {
    const running: Record<string, Tensor> = {};
    for (const { prefix, statistics } of [...this.passes, ...this.latePasses]) {
      for (const [weight, batch] of Object.entries(statistics)) {
        const name = `${prefix}.${weight}`;
        const before = running[name] ?? this.state[name]!;
        running[name] = movedStatistic(this.tf, before, batch);
      }
    }
    return running;
  }
}
