/** Clusters that a person has added in the settings, or on the command line: what they are, and whether they can be used. */
import { z } from 'zod';
import { ClusterProbeSchema, RayTargetSchema } from '../computeTarget.ts';
import { channel, Done, Nothing } from './channel.ts';

const NameRequestSchema = z.strictObject({ name: RayTargetSchema.shape.name });

export const StudioTargetSchema = z.strictObject({
  target: RayTargetSchema,
  /**
   * Where its token is: kept by the studio, which encrypts it with the system's key; kept by the studio until it is closed,
   * where the system offers no key; gone, since the studio was closed or the key is another one; elsewhere, as the target says;
   * or it has none.
   */
  token: z.enum(['kept', 'kept-until-closed', 'gone', 'elsewhere', 'none']),
});
export type StudioTarget = z.infer<typeof StudioTargetSchema>;

export const targets = {
  /** By name. */
  list: channel(Nothing, z.array(StudioTargetSchema)),
  /** Adds a target, or changes the one of its name. */
  save: channel(
    z.strictObject({
      target: RayTargetSchema.omit({ token: true }),
      /** Replaces the token; '' takes it away. Left out: it stays as it is. Never comes back to the window. */
      token: z.string().max(4096).optional(),
    }),
    Done,
  ),
  /** Runs that are on it go on, and can still be followed. */
  remove: channel(NameRequestSchema, Done),
  /** Takes the last `remove` of this name back, its token included, as long as the studio has not been closed. */
  restore: channel(NameRequestSchema, Done),
  /** Asks the cluster for its version and nodes. May take as long as the network lets it. */
  test: channel(NameRequestSchema, ClusterProbeSchema),
};
