/** Measuring a checkpoint of a run again, with any metrics; the numbers are kept with the run. */
import { z } from 'zod';
import { SplitSchema } from '../scalars.ts';
import { channel, Done, IdSchema, Nothing } from './channel.ts';
import * as records from './runRecords.ts';

export const EvaluationChoicesSchema = z.strictObject({
  metrics: z.array(
    z.strictObject({
      /** A metric of core/pipeline. */
      metric: z.string(),
      /** Why it cannot be measured, and what to do; null: it can. */
      problem: z.string().nullable(),
    }),
  ),
  /** Of the run's document. */
  usual: z.array(z.string()),
  /** Newest first. */
  checkpoints: z.array(records.StudioCheckpointSchema),
  /** How many pairs each split has; null: the dataset's folder cannot be read, and `problem` says why. */
  pairs: z.record(SplitSchema, z.number()).nullable(),
  problem: z.string().nullable(),
});
export type EvaluationChoices = z.infer<typeof EvaluationChoicesSchema>;

export const evaluations = {
  choices: channel(z.strictObject({ runId: IdSchema }), EvaluationChoicesSchema),
  /**
   * Measures in a process of its own; sends `evaluation-progress`, then `run-evaluated`, and answers with what was measured.
   * One at a time.
   */
  start: channel(
    z.strictObject({
      runId: IdSchema,
      checkpoint: z.union([z.int().min(0), z.enum(['best', 'latest'])]),
      metrics: z.array(z.string()).min(1),
      /** Default: the held-out pairs. */
      split: SplitSchema.optional(),
      /** At most so many of its pairs, the same ones every time; default: all. */
      maximumPairs: z.int().min(2).optional(),
    }),
    z.array(records.StudioEvaluationSchema),
  ),
  /** Ends the evaluation that is being made; nothing of it is kept. */
  stop: channel(Nothing, Done),
};
