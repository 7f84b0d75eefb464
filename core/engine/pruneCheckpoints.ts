/** Keeps the disk from filling up with old checkpoints. */
import { rmSync } from 'node:fs';
import type { Store } from '../store/index.ts';

/** Removes all but the `keep` newest checkpoints of a run, file and record. The best one is never removed. */
export function pruneCheckpoints({ reader, writer }: Store, runId: string, keep: number): void {
  const replaceable = reader.checkpointsOf(runId).filter(({ purpose }) => purpose !== 'best');
  for (const { path } of replaceable.slice(0, -keep)) {
    rmSync(path, { force: true });
    writer.forgetCheckpoint(runId, path);
  }
}
