/**
 * The blocks of unpaired distillation (METHOD "Unpaired training"): the teacher trains for `blockLength` epochs
 * (save_epoch_freq), then the student for n_dis times as many, and so on; after the last epochs of the teacher, the
 * student once more. Every step of either counts on the one axis of the run. Steps count from 0.
 */
import { totalSteps } from './schedule.ts';
import type { PipelineDocument } from './schema.ts';

export type BlockKind = 'teacher' | 'student';

export interface BlockPosition {
  readonly kind: BlockKind;
  /** Which block of its kind, from 0. */
  readonly block: number;
  /** How many steps of its kind were made before it, in this block and in all. */
  readonly stepInBlock: number;
  readonly stepOfKind: number;
  /** Steps of this block. */
  readonly length: number;
  /** Steps that the teacher has made before it. */
  readonly teacherSteps: number;
}

export interface Blocks {
  /** Of each kind. */
  readonly count: number;
  readonly totalSteps: number;
  /** Where the step number `step` belongs. */
  at(step: number): BlockPosition;
}

export function blocksOf(training: PipelineDocument['training'], stepsPerEpoch: number): Blocks {
  const { schedule, blockLength, nDis } = training;
  const teacherTotal = totalSteps(schedule, stepsPerEpoch);
  const teacherLength = schedule.unit === 'epochs' ? blockLength * stepsPerEpoch : blockLength;
  const studentLength = nDis * teacherLength;
  const count = Math.max(1, Math.ceil(teacherTotal / teacherLength));
  return {
    count,
    totalSteps: teacherTotal + count * studentLength,
    at(step) {
      const block = Math.min(Math.floor(step / (teacherLength + studentLength)), count - 1);
      const within = step - block * (teacherLength + studentLength);
      const before = block * teacherLength;
      // The last block has what is left of the teacher's schedule.
      const length = Math.min(teacherLength, teacherTotal - before);
      if (within < length) {
        const stepOfKind = before + within;
        return { kind: 'teacher', block, stepInBlock: within, stepOfKind, length, teacherSteps: stepOfKind };
      }
      const stepInBlock = within - length;
      return {
        kind: 'student',
        block,
        stepInBlock,
        stepOfKind: block * studentLength + stepInBlock,
        length: studentLength,
        teacherSteps: before + length,
      };
    },
  };
}
