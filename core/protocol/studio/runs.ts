/** Runs: their queue, their life, and what they left. On this machine one run is active at a time; the others wait. */
import { z } from 'zod';
import { ComputeTargetSchema } from '../computeTarget.ts';
import { channel, Done, DocumentOriginSchema, IdSchema, Nothing, RawDocumentSchema } from './channel.ts';
import * as records from './runRecords.ts';

const RunIdRequestSchema = z.strictObject({ runId: IdSchema });

/** The run that is being worked on by this studio, and those that wait for their turn, next one first. */
export const QueueSchema = z.strictObject({
  activeRunId: IdSchema.nullable(),
  waitingRunIds: z.array(IdSchema),
  /** Runs on clusters that this studio follows. */
  clusterRunIds: z.array(IdSchema),
});
export type Queue = z.infer<typeof QueueSchema>;

export const runs = {
  /** Newest first. `deleted`: only the deleted ones, which can still be restored. */
  list: channel(z.strictObject({ deleted: z.boolean().default(false) }), z.array(records.StudioRunSchema)),
  get: channel(RunIdRequestSchema, records.StudioRunDetailSchema),
  queue: channel(Nothing, QueueSchema),
  /**
   * Creates a run and puts it at the end of the queue; it starts at once if the queue is empty. A run for a cluster is sent
   * there at once.
   */
  start: channel(
    z.strictObject({
      document: RawDocumentSchema,
      origin: DocumentOriginSchema,
      /** Default: the document's name. */
      name: z.string().min(1).max(200).optional(),
      target: ComputeTargetSchema.default({ kind: 'local' }),
    }),
    z.strictObject({ runId: IdSchema }),
  ),
  /** Puts a run that has ended early into the queue again, from its last checkpoint; one that a cluster works on is followed there. */
  resume: channel(RunIdRequestSchema, Done),
  /** Holds the active run after its step; `continue` lets it go on. */
  pause: channel(RunIdRequestSchema, Done),
  continue: channel(RunIdRequestSchema, Done),
  /** Active run: finish the step, save, end as `stopped`. Waiting run: leave the queue. */
  stop: channel(RunIdRequestSchema, Done),
  edit: channel(
    RunIdRequestSchema.extend({
      name: z.string().min(1).max(200).optional(),
      notes: z.string().max(100_000).optional(),
      tags: z.array(z.string().min(1).max(60)).max(50).optional(),
    }),
    records.StudioRunSchema,
  ),
  /** Hides the runs; `restore` undoes it. Active ones are refused. */
  delete: channel(z.strictObject({ runIds: z.array(IdSchema).min(1) }), Done),
  restore: channel(z.strictObject({ runIds: z.array(IdSchema).min(1) }), Done),
  /** Series by name; `maxPoints` (≥ 4) thins out, `afterStep` leaves out what the window already has. */
  metrics: channel(
    RunIdRequestSchema.extend({
      names: z.array(z.string()).min(1).max(100),
      maxPoints: z.int().min(4).optional(),
      afterStep: z.int().min(-1).optional(),
    }),
    z.array(records.StudioSeriesSchema),
  ),
  /** By step, sample and role. */
  previews: channel(RunIdRequestSchema, z.array(records.StudioPreviewSchema)),
  events: channel(RunIdRequestSchema, z.array(records.StudioRunEventSchema)),
  checkpoints: channel(RunIdRequestSchema, z.array(records.StudioCheckpointSchema)),
  evaluations: channel(RunIdRequestSchema, z.array(records.StudioEvaluationSchema)),
};
