/** Keeps the disk from filling up with old checkpoints. */
import { rmSync } from 'node:fs';
import type { CheckpointPurpose } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';

/** Removes all but the `keep` newest checkpoints of a run and the best one, file and record. */
export function pruneCheckpoints({ reader, writer }: Store, runId: string, keep: number): void {
  for (const { path } of superfluousCheckpoints(reader.checkpointsOf(runId), keep)) {
    rmSync(path, { force: true });
    writer.forgetCheckpoint(runId, path);
  }
}

/** All but the `keep` newest and the best of `checkpoints`, which are in the order of their steps. */
export function superfluousCheckpoints<Saved extends { readonly purpose: CheckpointPurpose }>(
  checkpoints: readonly Saved[],
  keep: number,
): Saved[] {
  const beaten = checkpoints.filter(({ purpose }) => purpose === 'best').slice(0, -1);
  const replaceable = checkpoints.filter(({ purpose }) => purpose !== 'best').slice(0, -keep);
  return [...beaten, ...replaceable];
}
