/** What the parts of a step work with: state, batch, and what a teacher hands to the student. */
import type { PerceptualNetwork } from '../losses/perceptual.ts';
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '../ops/tensorflow.ts';
import type { GeneratorRole, StepPlan, StudentWeights } from './plan.ts';

/** All variables by name (see `VariableSpec`). */
export type State = Readonly<Record<string, Tensor>>;

/** Images of a batch: `a` input, `b` target or picture of the other kind, and what the image pools answered. */
export type BatchImage = 'a' | 'b' | 'pooledA' | 'pooledB';

export interface Batch extends Readonly<Partial<Record<BatchImage, Tensor4D>>> {
  /** NHWC in −1…1, like the others. */
  readonly a: Tensor4D;
  /** int32 [2], another one every step; only networks with dropout read it. */
  readonly dropoutSeed: Tensor1D;
}

export interface PairedBatch extends Batch {
  readonly b: Tensor4D;
}

export function withTarget(batch: Batch): PairedBatch {
  if (!batch.b) throw new Error('This step needs a target beside the input.');
  return { ...batch, b: batch.b };
}

export interface StepContext {
  readonly ops: Ops;
  readonly plan: StepPlan;
  readonly perceptual: PerceptualNetwork;
}

/** What the student's losses need: the same in paired and unpaired training. */
export interface StudentContext extends Omit<StepContext, 'plan'> {
  readonly plan: Required<Pick<StepPlan, 'student'>> & { readonly weights: StudentWeights };
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
