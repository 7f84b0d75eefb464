/** Where runs are computed. */
import { z } from 'zod';

export const LocalTargetSchema = z.strictObject({
  kind: z.literal('local'),
  /** How many runs train at the same time. Default: what the machine bears. */
  runsAtOnce: z.int().min(1).max(1000).optional(),
});

/** One kind so far; stored with every sweep, so that others can follow. */
export const ComputeTargetSchema = z.discriminatedUnion('kind', [LocalTargetSchema]);
export type ComputeTarget = z.infer<typeof ComputeTargetSchema>;
