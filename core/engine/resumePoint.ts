/** Finds the checkpoint that a run can be resumed from. */
import { existsSync } from 'node:fs';
import { sha256OfFile } from '../files/sha256.ts';
import type { Checkpoint } from '../protocol/index.ts';
import type { Store } from '../store/index.ts';
import { TrainError } from '../trainer/trainError.ts';

/**
 * The latest checkpoint whose file is there and has its checksum. Those that are not usable are passed over with a
 * warning in the run's log. Throws `checkpoint-missing` or `checkpoint-damaged` if none is left.
 */
export async function findResumePoint(store: Store, runId: string): Promise<Checkpoint> {
  const checkpoints = store.reader.checkpointsOf(runId);
  let sawDamage = false;
  for (const checkpoint of checkpoints.reverse()) {
    const complaint = await complaintAbout(checkpoint);
    if (complaint === undefined) return checkpoint;
    sawDamage ||= existsSync(checkpoint.path);
    const message = `The checkpoint of step ${String(checkpoint.step)}, ${checkpoint.path}, ${complaint}.`;
    store.writer.addEvent(runId, { level: 'warning', message, step: checkpoint.step });
  }
  const { name } = store.reader.getRun(runId);
  if (sawDamage) {
    const message = `No checkpoint of "${name}" is intact: their checksums are not the recorded ones. Start the run again.`;
    throw new TrainError('checkpoint-damaged', message);
  }
  const message =
    checkpoints.length === 0
      ? `"${name}" ended before its first checkpoint was saved, so there is nothing to resume from. Start the run again.`
      : `The checkpoint files of "${name}" are gone from ${checkpoints[0]!.path}. Put them back, or start the run again.`;
  throw new TrainError('checkpoint-missing', message);
}

/** Why the file cannot be used, worded to follow its path; undefined if it can. */
async function complaintAbout({ path, sha256 }: Checkpoint): Promise<string | undefined> {
  if (!existsSync(path)) return 'is not there any more';
  return (await sha256OfFile(path)) === sha256 ? undefined : 'is damaged: its checksum is not the recorded one';
}
