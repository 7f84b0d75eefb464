/** How a method spends the steps of a run: what one step trains, and what has to happen between two. */
import type { PassKind } from '../distill/program.ts';
import type { StepRunner } from '../distill/runner.ts';
import type { CourseMemory } from './checkpoint.ts';
import type { Measurement } from './measurement.ts';
import type { EngineSaying } from './engineVoice.ts';

export interface Course {
  readonly runner: StepRunner;
  /** Trains step number `step` (from 0) and returns its losses by name. */
  train(step: number): Promise<Record<string, number>>;
  /** What is trained at step number `step`, for people; '' where it is always the same. */
  activityAt(step: number): string;
  /** Whose pictures show the state after `stepsDone` steps. */
  passAfter(stepsDone: number): PassKind;
  /** Settles what is due after `stepsDone` steps and returns what is to be said about it. */
  settle(stepsDone: number, measure: () => Promise<readonly Measurement[]>): Promise<readonly EngineSaying[]>;
  /** What a checkpoint keeps beside the variables. */
  memory(): CourseMemory;
  close(): Promise<void>;
}
