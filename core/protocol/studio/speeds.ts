/** How fast the generators of a run are on this machine; kept with the run. */
import { z } from 'zod';
import { SpeedRecordSchema } from '../speedRecords.ts';
import { channel, Done, IdSchema, Nothing } from './channel.ts';

const RunIdSchema = z.strictObject({ runId: IdSchema });
const SpeedsSchema = z.array(SpeedRecordSchema);

export const speeds = {
  list: channel(RunIdSchema, SpeedsSchema),
  /**
   * Measures teachers and student of the latest checkpoint, each runtime in a process of its own; sends `speed-progress`.
   * Answers with everything that is known of the run then. One at a time.
   */
  measure: channel(
    RunIdSchema.extend({
      sizesPixels: z.array(z.int().min(1).max(4096)).min(1).max(8),
      threads: z.int().min(1).max(256),
      runs: z.int().min(1).max(1000),
    }),
    SpeedsSchema,
  ),
  /** Keeps what the window has measured itself. */
  keep: channel(
    RunIdSchema.extend({
      speeds: z
        .array(SpeedRecordSchema.omit({ atMs: true, machine: true }))
        .min(1)
        .max(100),
    }),
    SpeedsSchema,
  ),
  /** Ends the measurement; nothing of it is kept. */
  stop: channel(Nothing, Done),
};
