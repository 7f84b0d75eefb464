/** What the parts of a step share: the state, and what has been computed so far. Each kind of step fills it in its order. */
import type { Network } from '../networks/graph.ts';
import type { Ops } from '../ops/ops.ts';
import { runNetwork, type ForwardResult } from '../ops/runNetwork.ts';
import type { Scalar, Tensor, Tensor4D } from '../ops/tensorflow.ts';
import { differentiate, Keeper } from './differentiate.ts';
import type { OptimiserGroup, VariableSpec } from './plan.ts';
import type { StepOutcome } from './program.ts';
import { BatchStatistics } from './statistics.ts';
import { lookUp, type Batch, type State } from './stepContext.ts';

export class StepWork {
  /** Keeps what is needed past a gradient tape; freed with the outcome. */
  readonly keeper: Keeper;
  readonly statistics: BatchStatistics;
  readonly losses: Record<string, Scalar> = {};
  readonly images: Record<string, Tensor4D> = {};
  private readonly gradients: Record<string, Tensor> = {};
  private readonly ops: Ops;
  private readonly variables: readonly VariableSpec[];
  private readonly state: State;
  private readonly batch: Batch;

  constructor(ops: Ops, variables: readonly VariableSpec[], state: State, batch: Batch) {
    this.ops = ops;
    this.variables = variables;
    this.state = state;
    this.batch = batch;
    this.keeper = new Keeper(ops.tf);
    this.statistics = new BatchStatistics(ops.tf, state);
  }

  /** A pass in training mode through the network whose variables start with `prefix`. */
  forward(prefix: string, network: Network, x: Tensor4D, taps: readonly string[] = []): ForwardResult {
    const options = { training: true, taps, dropoutSeed: this.batch.dropoutSeed };
    return runNetwork(this.ops, network, lookUp(this.state, prefix), x, options);
  }

  /** A pass in inference mode: running statistics, no dropout. */
  look(prefix: string, network: Network, x: Tensor4D, taps: readonly string[] = []): ForwardResult {
    return runNetwork(this.ops, network, lookUp(this.state, prefix), x, { training: false, taps });
  }

  /** Runs `compute` on a gradient tape of an optimiser's variables and notes their gradients. */
  differentiate(group: OptimiserGroup, compute: () => Scalar): Scalar {
    const trained = this.variables.filter((spec) => spec.group === group && spec.trainable);
    const values = Object.fromEntries(trained.map(({ name }) => [name, this.state[name]!]));
    const { loss, gradients } = differentiate(this.ops.tf, values, compute);
    Object.assign(this.gradients, gradients);
    return loss;
  }

  /** Notes a loss, past its tape. */
  note(name: string, loss: Scalar): Scalar {
    return (this.losses[name] = this.keeper.keep(loss));
  }

  /** The results, which belong to the surrounding tidy; what was kept across the tapes is freed. */
  outcome(): StepOutcome {
    const result = {
      losses: cloned(this.losses),
      gradients: this.gradients,
      images: cloned(this.images),
      statistics: this.statistics.updated(),
    };
    this.keeper.release();
    return result;
  }
}

function cloned<T extends Tensor>(tensors: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.clone()]));
}
