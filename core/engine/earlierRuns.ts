/** Finds the checkpoints of the runs whose networks a document starts from. */
import { startsOf, type PipelineDocument } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import { TrainError } from '../trainer/trainError.ts';
import { findResumePoint } from './resumePoint.ts';

/**
 * The latest intact checkpoint of each run, by the id that the document has. Only a new run needs them: its own
 * checkpoints hold the weights from then on.
 * @throws TrainError `weights-missing` naming the setting if a run or its checkpoints are gone.
 */
export async function findEarlierRuns(store: Store, document: PipelineDocument): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { path, start } of startsOf(document)) {
    if (start.kind !== 'run') continue;
    try {
      found[start.run] = (await findResumePoint(store, store.reader.findRunId(start.run))).path;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new TrainError('weights-missing', `${path}.run: ${reason} Choose another run.`, {}, error);
    }
  }
  return found;
}
