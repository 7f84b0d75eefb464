/** How fast a network of a run was on this machine, as it is kept with the run (core/export/bench/speedFile.ts). */
import { z } from 'zod';
import { CountSchema } from './scalars.ts';

const MillisecondsSchema = z.number().min(0);

export const SpeedRecordSchema = z.strictObject({
  role: z.enum(['student', 'wider', 'deeper']),
  architecture: z.string(),
  ngf: z.number(),
  /** As it names itself, with its version. */
  runtime: z.string().min(1),
  /** Of one operation; null where it does not compute on the processor. */
  threads: z.int().min(1).nullable(),
  precision: z.string(),
  /** Edge of the square picture. */
  sizePixels: z.int().min(1),
  runs: z.int().min(1),
  medianMs: MillisecondsSchema,
  p95Ms: MillisecondsSchema,
  /** Of the whole process, runtime included; null where nobody can tell. */
  peakBytes: CountSchema.nullable(),
  /** For one picture of this size, in both ways of counting. */
  macsPaper: z.number(),
  macsExact: z.number(),
  /** Finished steps of the checkpoint. */
  step: CountSchema,
  atMs: z.number(),
  /** Processor and operating system. */
  machine: z.string(),
});
export type SpeedRecord = z.infer<typeof SpeedRecordSchema>;

export interface SpeedRow extends SpeedRecord {
  /** This network's MACs by the student's. */
  readonly timesMacsPaper: number;
  readonly timesMacsExact: number;
  /** This network's median by the student's under the same condition. */
  readonly timesMedian: number;
}

/** Beside each network what it costs and takes by the student's; without a student under its condition a row is left out. */
export function besideStudent(records: readonly SpeedRecord[]): SpeedRow[] {
  return records.flatMap((record): SpeedRow[] => {
    const condition = speedCondition(record);
    const student = records.find((other) => other.role === 'student' && speedCondition(other) === condition);
    if (!student) return [];
    const timesMacsPaper = record.macsPaper / student.macsPaper;
    const timesMacsExact = record.macsExact / student.macsExact;
    return [{ ...record, timesMacsPaper, timesMacsExact, timesMedian: record.medianMs / student.medianMs }];
  });
}

/** What must be the same for two times to be comparable: `onnxruntime-node 1.2.3, 2 threads, 256 px`. */
export function speedCondition({ runtime, threads, precision, sizePixels }: SpeedRecord): string {
  const onProcessor = threads === null ? '' : `, ${String(threads)} ${threads === 1 ? 'thread' : 'threads'}`;
  return `${runtime}${onProcessor}, ${String(sizePixels)} px${precision === 'float32' ? '' : `, ${precision}`}`;
}
