/** Shows the window what a generator makes with the weights it would start from. A newer wish ends the one before. */
import { findEarlierRuns } from '../../../core/engine/earlierRuns.ts';
import type { GeneratorRole, PipelineDocument } from '../../../core/pipeline/index.ts';
import type { PairPictures } from '../../../core/protocol/studio/weights.ts';
import type { Store } from '../../../core/store/index.ts';
import { onlyStartOf } from '../../../core/trainer/previewStart.ts';
import { startAlone, type AloneJob } from '../tools/toolsProcess.ts';

const PICTURES = 4;

export class StartPreviewer {
  readonly #getStore: () => Store;
  #job: AloneJob<PairPictures[]> | undefined;

  constructor(getStore: () => Store) {
    this.#getStore = getStore;
  }

  /** @throws StudioFault `work-stopped` if another one was asked for meanwhile; TrainError, DataError */
  async preview(document: PipelineDocument, directory: string, role: GeneratorRole): Promise<PairPictures[]> {
    this.#job?.stop();
    const only = onlyStartOf(document, role);
    const earlierRuns = await findEarlierRuns(this.#getStore(), only);
    const job = startAlone('previewStart', { document: only, directory, role, earlierRuns, count: PICTURES });
    this.#job = job;
    return await job.result;
  }

  stop(): void {
    this.#job?.stop();
  }
}
