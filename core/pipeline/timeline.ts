/** A run's steps as its method orders them: how many there are, which epoch each belongs to, and what is due after it. */
import { blocksOf, type BlockPosition } from './blocks.ts';
import { isDue, learningRateFactor, totalSteps } from './schedule.ts';
import type { PipelineDocument } from './schema.ts';
import type { Interval } from './schema/training.ts';

export interface Timeline {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** Where step number `step` (from 0) is among teacher and student blocks; undefined where the method has none. */
  blockAt(step: number): BlockPosition | undefined;
  /** Epoch of step number `step`; in a student's block that of the teacher, whose epochs the rates follow. */
  epochOf(step: number): number;
  /** Factor on the learning rate for step number `step`. */
  rateFactor(step: number): number;
  /** Whether something with this interval is due after `stepsDone` steps; epochs are those of the block's network. */
  isDue(interval: Interval, stepsDone: number): boolean;
}

export function timelineOf({ method, training }: PipelineDocument, stepsPerEpoch: number): Timeline {
  const { schedule } = training;
  if (method !== 'omgd-unpaired') {
    return {
      stepsPerEpoch,
      totalSteps: totalSteps(schedule, stepsPerEpoch),
      blockAt: () => undefined,
      epochOf: (step) => Math.floor(step / stepsPerEpoch),
      rateFactor: (step) => learningRateFactor(schedule, step, stepsPerEpoch),
      isDue: (interval, stepsDone) => isDue(interval, stepsDone, stepsPerEpoch),
    };
  }
  const blocks = blocksOf(training, stepsPerEpoch);
  // The teacher's step of this moment, or the last one before a student's block.
  const teacherStep = (step: number): number => {
    const { kind, teacherSteps } = blocks.at(step);
    return kind === 'teacher' ? teacherSteps : teacherSteps - 1;
  };
  return {
    stepsPerEpoch,
    totalSteps: blocks.totalSteps,
    blockAt: (step) => blocks.at(step),
    epochOf: (step) => Math.floor(teacherStep(step) / stepsPerEpoch),
    rateFactor: (step) => learningRateFactor(schedule, teacherStep(step), stepsPerEpoch),
    isDue(interval, stepsDone) {
      if (interval.unit === 'steps' || stepsDone === 0) return isDue(interval, stepsDone, stepsPerEpoch);
      return isDue(interval, blocks.at(stepsDone - 1).stepOfKind + 1, stepsPerEpoch);
    },
  };
}
