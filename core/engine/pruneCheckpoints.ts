/** Keeps the disk from filling up with old checkpoints. */
import { rmSync } from 'node:fs';
import type { Store } from '../store/index.ts';

/** Removes all but the `keep` newest checkpoints of a run and the best one, file and record. */
export function pruneCheckpoints({ reader, writer }: Store, runId: string, keep: number): void {
  const checkpoints = reader.checkpointsOf(runId);
  const beaten = checkpoints.filter(({ purpose }) => purpose === 'best').slice(0, -1);
  const replaceable = checkpoints.filter(({ purpose }) => purpose !== 'best').slice(0, -keep);
  for (const { path } of [...beaten, ...replaceable]) {
    rmSync(path, { force: true });
    writer.forgetCheckpoint(runId, path);
  }
}
