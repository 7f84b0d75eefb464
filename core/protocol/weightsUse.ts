/** Which weights a run's losses and metrics look through, as the engine says it and the run's record keeps it. */
import { z } from 'zod';

export const WeightsUseSchema = z.strictObject({
  /** `perceptual`, or what a metric needs: `inception`, … */
  network: z.string().min(1),
  /** For people: a reference to the library, a path, or what comes with the studio. */
  source: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type WeightsUse = z.infer<typeof WeightsUseSchema>;

/** A run's `versions` also say what it looked through: weights are part of what computed it. */
const KEY_PREFIX = 'weights of ';

export function weightsVersions(used: readonly WeightsUse[]): Record<string, string> {
  return Object.fromEntries(used.map(({ network, source, sha256 }) => [`${KEY_PREFIX}${network}`, `${source}, sha256 ${sha256}`])); // prettier-ignore
}

export function weightsUsesIn(versions: Readonly<Record<string, string>>): WeightsUse[] {
  return Object.entries(versions).flatMap(([key, text]) => {
    const [, source, sha256] = /^(.+), sha256 ([0-9a-f]{64})$/.exec(text) ?? [];
    if (!key.startsWith(KEY_PREFIX) || source === undefined || sha256 === undefined) return [];
    return [{ network: key.slice(KEY_PREFIX.length), source, sha256 }];
  });
}
