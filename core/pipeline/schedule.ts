/** What a document's schedule and intervals mean in steps. A step is one batch; steps and epochs are counted from 0 here. */
import type { Interval, Schedule } from './schema/training.ts';

/** Length of the run in steps. */
export function totalSteps(schedule: Schedule, stepsPerEpoch: number): number {
  const length = schedule.flat + schedule.decay;
  return schedule.unit === 'epochs' ? length * stepsPerEpoch : length;
}

/**
 * Factor on the learning rate for the step number `step` (from 0): 1 while flat, then a straight line towards 0
 * (the authors' linear policy). With a schedule in epochs it changes only between epochs, as theirs does.
 */
export function learningRateFactor(schedule: Schedule, step: number, stepsPerEpoch: number): number {
  const position = schedule.unit === 'epochs' ? Math.floor(step / stepsPerEpoch) : step;
  return 1 - Math.max(0, position + 1 - schedule.flat) / (schedule.decay + 1);
}

/** Whether something with this interval is due after `stepsDone` steps (from 1). The end of the run is the caller's. */
export function isDue(interval: Interval, stepsDone: number, stepsPerEpoch: number): boolean {
  const every = interval.unit === 'epochs' ? interval.every * stepsPerEpoch : interval.every;
  return stepsDone > 0 && stepsDone % every === 0;
}
