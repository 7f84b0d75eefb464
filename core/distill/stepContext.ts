/** What the parts of a step work with: state, batch, and what a teacher hands to the student. */
import type { PerceptualNetwork } from '../losses/perceptual.ts';
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '../ops/tensorflow.ts';
import type { GeneratorRole, StepPlan } from './plan.ts';

/** All variables by name (see `VariableSpec`). */
export type State = Readonly<Record<string, Tensor>>;

export interface Batch {
  /** Input and target, NHWC in −1…1. */
  readonly a: Tensor4D;
  readonly b: Tensor4D;
  /** int32 [2], another one every step; only networks with dropout read it. */
  readonly dropoutSeed: Tensor1D;
}

export interface StepContext {
  readonly ops: Ops;
  readonly plan: StepPlan;
  readonly perceptual: PerceptualNetwork;
}

/** What the student takes from a teacher. */
export interface TeacherOutput {
  readonly role: GeneratorRole;
  readonly image: Tensor4D;
  /** Spatial means of the tapped activations; empty unless this is the wider teacher. */
  readonly channelMeans: readonly Tensor2D[];
}

/** The letter by which the authors' names of the losses tell the networks apart. */
export const LOSS_SUFFIX: Readonly<Record<GeneratorRole, string>> = { wider: 'w', deeper: 'd', student: 's' };

/** Looks up the weights of the network whose variables start with `prefix`. */
export function lookUp(state: State, prefix: string): (name: string) => Tensor {
  return (name) => {
    const tensor = state[`${prefix}.${name}`];
    if (!tensor) throw new Error(`The state has no variable "${prefix}.${name}".`);
    return tensor;
  };
}

export function scaled(ops: Ops, term: Scalar, weight: number): Scalar {
  return weight === 1 ? term : ops.tf.mul(term, weight);
}
