/**
 * What a runner runs, whatever the method: the variables of a run, and every kind of step and of inference pass as a
 * function of state and batch. `pairedProgram` and `unpairedProgram` build one from a plan.
 */
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor, Tensor4D } from '../ops/tensorflow.ts';
import type { PictureRole, VariableSpec } from './plan.ts';
import type { Batch, BatchImage, State } from './stepContext.ts';

/**
 * - `full`, `student` (paired): teachers, discriminator and student learn, or the student alone.
 * - `generators`, `discriminators`, `student` (unpaired): the two halves of a CycleGAN step, between which the image pools
 *   are asked, and a step of the student from the teacher that was chosen.
 */
export type StepKind = 'full' | 'student' | 'generators' | 'discriminators';

/** Which teachers make the pictures: those that are trained, or (unpaired) the snapshots that teach the student. */
export type PassKind = 'training' | 'teaching';

export interface StepOutcome {
  /** Losses by the authors' names (`D_fake_w`, `G_recon_d`, `G_SSIM_w`, `G_CD`, …), weights λ included. */
  readonly losses: Readonly<Record<string, Scalar>>;
  /** Gradients of trainable variables by name. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** New values of the running statistics by name. */
  readonly statistics: Readonly<Record<string, Tensor>>;
  /** The generators' images of this batch, before the step, by role (paired) or by the authors' name (unpaired). */
  readonly images: Readonly<Record<string, Tensor4D>>;
}

export interface ProgramStep {
  /** Runs inside a tidy: everything it returns belongs to the caller's. */
  readonly compute: (state: State, batch: Batch) => StepOutcome;
  /** Those of its images that the caller of the step gets. */
  readonly handsOut: readonly string[];
}

export type ImageShape = readonly [batch: number, height: number, width: number, channels: number];

export interface Program {
  /** Every variable, in a fixed order: what is initialised, trained, saved and resumed. */
  readonly variables: readonly VariableSpec[];
  /** Shapes of the images that steps and passes are fed. */
  readonly inputs: Readonly<Partial<Record<BatchImage, ImageShape>>>;
  readonly steps: Readonly<Partial<Record<StepKind, ProgramStep>>>;
  /** Pictures in inference mode. */
  readonly passes: Readonly<Partial<Record<PassKind, (state: State, batch: Batch) => PicturesByRole>>>;
}

export type PicturesByRole = Readonly<Partial<Record<PictureRole, Tensor4D>>>;

/** A batch to record with: its values do not matter, its shapes do. */
export function emptyBatch({ tf }: Ops, inputs: Program['inputs']): Batch {
  const images = Object.entries(inputs).map(([name, shape]) => [name, tf.zeros([...shape])]);
  return { ...(Object.fromEntries(images) as Omit<Batch, 'dropoutSeed'>), dropoutSeed: tf.tensor1d([0, 0], 'int32') };
}
