/**
 * A runner owns the state of a run (weights, Adam moments, running statistics) and applies steps to it. Two kinds compute
 * the same: the eager one, step by step on tensors, and the captured one, whose whole step is a TensorFlow graph.
 */
import type { Ops } from '../ops/ops.ts';
import type { AdamOptions } from './adam.ts';
import type { OptimiserGroup, PictureRole } from './plan.ts';
import type { ImageShape, PassKind, Program, StepKind } from './program.ts';
import type { BatchImage } from './stepContext.ts';

/** Pictures as numbers: NHWC in −1…1. */
export interface HostImages {
  readonly values: Float32Array;
  readonly shape: ImageShape;
}

/** The images that a step or pass reads; `a` is the input, `b` the target (or a picture of the other kind). */
export type HostBatch = Readonly<Partial<Record<BatchImage, HostImages>>>;

export interface StepSettings {
  readonly kind: StepKind;
  readonly learningRate: number;
  /** Differs from step to step; seeds dropout. */
  readonly stepNumber: number;
}

export interface StepResult {
  /** By name (see `StepOutcome`). */
  readonly losses: Record<string, number>;
  /** What the step hands out (see `ProgramStep`). */
  readonly images: Readonly<Record<string, HostImages>>;
}

/** Everything that training changes, in JavaScript's memory, by variable name. */
export interface TrainingState {
  readonly variables: Readonly<Record<string, Float32Array>>;
  /** Adam's moments of the trainable variables. */
  readonly firstMoments: Readonly<Record<string, Float32Array>>;
  readonly secondMoments: Readonly<Record<string, Float32Array>>;
  /** Updates that each optimiser has made. */
  readonly updates: Readonly<Partial<Record<OptimiserGroup, number>>>;
}

export type ImagesByRole = Partial<Record<PictureRole, HostImages>>;

export interface StepRunner {
  /** One training step of a kind that the program has. Batches must have the shapes of the program. */
  step(batch: HostBatch, settings: StepSettings): StepResult;
  /** Pictures in inference mode (running statistics), for images of the program's shapes. */
  generate(batch: HostBatch, pass?: PassKind): ImagesByRole;
  read(): TrainingState;
  write(state: TrainingState): void;
  dispose(): void;
}

export interface RunnerOptions {
  readonly ops: Ops;
  readonly program: Program;
  readonly adam: AdamOptions;
  readonly initial: TrainingState;
}
