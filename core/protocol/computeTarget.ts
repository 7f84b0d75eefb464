/** Where runs are computed. */
import { z } from 'zod';

export const LocalTargetSchema = z.strictObject({
  kind: z.literal('local'),
  /** How many runs train at the same time. Default: what the machine bears. */
  runsAtOnce: z.int().min(1).max(1000).optional(),
});

/** A Ray cluster, reached through the HTTP address of its dashboard. The token is no part of it: it is nobody else's. */
export const RayTargetSchema = z.strictObject({
  kind: z.literal('ray'),
  address: z.url({ protocol: /^https?$/, error: 'the address of the Ray dashboard, such as http://head:8265' }),
  /** How many jobs are handed to the cluster at the same time; those that find no free node wait there. */
  runsAtOnce: z.int().min(1).max(1000).default(8),
  /** What each run asks the cluster for. */
  cpus: z.number().min(0).max(1024).default(1),
  gpus: z.number().min(0).max(64).default(0),
});
export type RayTarget = z.infer<typeof RayTargetSchema>;

export const ComputeTargetSchema = z.discriminatedUnion('kind', [LocalTargetSchema, RayTargetSchema]);
export type ComputeTarget = z.infer<typeof ComputeTargetSchema>;
