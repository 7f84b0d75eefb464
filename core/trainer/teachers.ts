/**
 * Which snapshot of a CycleGAN teaches: the best so far in each direction, by that direction's own measure. (The authors
 * overwrite one file when either direction improves, and measure both by one pair of files; METHOD keeps the idea.)
 */
import { z } from 'zod';
import type { SnapshotRole } from '../distill/snapshots.ts';
import { METRIC_INFO } from '../pipeline/index.ts';
import type { Measurement } from './measurement.ts';

const TeacherSchema = z.strictObject({
  /** Of the run, after which the snapshot was taken; steps count from 1, epochs from 0. */
  step: z.int().min(1),
  epoch: z.int().min(0),
  /** Missing where nothing could be measured: then the latest teacher teaches. */
  measured: z.strictObject({ metric: z.string(), value: z.number(), samples: z.int().min(1) }).optional(),
});
export type Teacher = z.infer<typeof TeacherSchema>;

export const TeachersSchema = z.partialRecord(z.enum(['wider', 'backward']), TeacherSchema);
export type Teachers = z.infer<typeof TeachersSchema>;

export interface Candidate {
  readonly step: number;
  readonly epoch: number;
  readonly measurements: readonly Measurement[];
}

/** The teachers after a candidate was measured. A tie goes to the older one. */
export function chooseTeachers(
  known: Teachers,
  { step, epoch, measurements }: Candidate,
  metric: string,
  better: 'higher' | 'lower',
): { readonly teachers: Teachers; readonly improved: readonly SnapshotRole[] } {
  const teachers: Teachers = { ...known };
  const improved = (['wider', 'backward'] as const).filter((role) => {
    const found = measurements.find((measurement) => measurement.role === role && measurement.metric === metric);
    const best = known[role]?.measured;
    const isBetter = !found || !best || (better === 'higher' ? found.value > best.value : found.value < best.value);
    if (!isBetter) return false;
    const measured = found && { metric, value: found.value, samples: found.samples };
    teachers[role] = { step, epoch, ...(measured ? { measured } : {}) };
    return true;
  });
  return { teachers, improved };
}

const DIRECTIONS: Readonly<Record<SnapshotRole, string>> = { wider: 'Teacher', backward: 'Teacher of the way back' };

/** A sentence about who teaches from now on. */
export function teacherSentence(role: SnapshotRole, { step, epoch, measured }: Teacher, isNew: boolean): string {
  const who = `${DIRECTIONS[role]} of epoch ${epoch + 1} (step ${step})`;
  if (!measured) return `${who}: the latest one, since nothing tells which is the best.`;
  const name = METRIC_INFO[measured.metric]?.name ?? measured.metric;
  const value = `${name} ${measured.value.toPrecision(4).replace(/^-/, '−')} on ${measured.samples} held-out pictures`;
  return isNew ? `${who}: the best so far, ${value}.` : `${who} is still the best, ${value}.`;
}
