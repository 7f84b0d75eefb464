/**
 * A runner owns the state of a run (weights, Adam moments, running statistics) and applies steps to it. Two kinds compute
 * the same: the eager one, step by step on tensors, and the captured one, whose whole step is a TensorFlow graph.
 */
import type { AdamOptions } from './adam.ts';
import type { GeneratorRole, OptimiserGroup } from './plan.ts';
import type { StepContext } from './stepContext.ts';

/** Pictures as numbers: NHWC in −1…1. */
export interface HostImages {
  readonly values: Float32Array;
  readonly shape: readonly [batch: number, height: number, width: number, channels: number];
}

export interface HostBatch {
  readonly a: HostImages;
  readonly b: HostImages;
}

export interface StepSettings {
  readonly learningRate: number;
  /** Whether this step trains the teachers and the discriminator (every n_dis-th one). */
  readonly trainAdversarial: boolean;
  /** Differs from step to step; seeds dropout. */
  readonly stepNumber: number;
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

export type ImagesByRole = Partial<Record<GeneratorRole, HostImages>>;

export interface StepRunner {
  /** One training step; returns the losses by name (see `StepOutcome`). Batches must have the shape of the run. */
  step(batch: HostBatch, settings: StepSettings): Record<string, number>;
  /** The generators' images in inference mode (running statistics), for inputs of the shape of the run's batches. */
  generate(input: HostImages): ImagesByRole;
  read(): TrainingState;
  write(state: TrainingState): void;
  dispose(): void;
}

export interface RunnerOptions {
  readonly context: StepContext;
  readonly adam: AdamOptions;
  readonly initial: TrainingState;
  /** Shapes of every batch. */
  readonly inputShape: HostImages['shape'];
  readonly targetShape: HostImages['shape'];
  /** Whether some steps train the student alone (n_dis > 1). */
  readonly hasStudentOnlySteps: boolean;
}
