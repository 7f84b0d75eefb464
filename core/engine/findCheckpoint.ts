/** Which checkpoint of a run is meant. */
import type { Checkpoint } from '../protocol/index.ts';
import type { RunRecord, Store } from '../store/index.ts';
import { TrainError } from '../trainer/trainError.ts';
import { findResumePoint } from './resumePoint.ts';

/** A step, `best`, or the latest usable one. */
export type WantedCheckpoint = number | 'best' | 'latest';

/** @throws TrainError if there is none, naming those that there are */
export async function findCheckpoint(store: Store, run: RunRecord, wanted: WantedCheckpoint): Promise<Checkpoint> {
  if (wanted === 'latest') return await findResumePoint(store, run.id);
  const checkpoints = store.reader.checkpointsOf(run.id);
  const found = checkpoints.findLast(({ purpose, step }) => (wanted === 'best' ? purpose === 'best' : step === wanted));
  if (found) return found;
  const steps = checkpoints.map(({ step, purpose }) => `${String(step)}${purpose === 'best' ? ' (best)' : ''}`);
  const what = wanted === 'best' ? 'best checkpoint' : `checkpoint of step ${String(wanted)}`;
  const known = steps.length > 0 ? `Kept are those of step ${steps.join(', ')}.` : 'It has none at all.';
  throw new TrainError('checkpoint-missing', `"${run.name}" has no ${what}. ${known}`);
}
