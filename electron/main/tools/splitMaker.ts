/** Divides datasets of the book: planned in the tools process, kept here until the person says so, then written. */
import type { DatasetDescription, SplitPlan } from '../../../core/protocol/studio/datasets.ts';
import type { PlannedSplit } from '../../../core/data/splitting/makeSplit.ts';
import { splitWork } from '../../tools/workNames.ts';
import { StudioFault } from '../errors.ts';
import type { DatasetBook } from './datasetBook.ts';
import type { ToolsProcess } from './toolsProcess.ts';

const FAMILIES_SHOWN = 12;

export interface SplitShares {
  readonly datasetId: string;
  readonly validation: number;
  readonly test: number;
}

export class SplitMaker {
  readonly #tools: ToolsProcess;
  readonly #book: DatasetBook;
  readonly #planned = new Map<string, PlannedSplit>();

  constructor(tools: ToolsProcess, book: DatasetBook) {
    this.#tools = tools;
    this.#book = book;
  }

  /** null: it was stopped. */
  async plan(
    { datasetId, ...shares }: SplitShares,
    onProgress: (progress: { done: number; total: number }) => void,
  ): Promise<SplitPlan | null> {
    const settings = this.#book.settingsOf(datasetId);
    const planned = await this.#tools.run('planDatasetSplit', { settings, ...shares }, (progress) =>
      onProgress(progress as { done: number; total: number }),
    );
    if (!planned) return null;
    this.#planned.set(datasetId, planned);
    const { file, pairs, families } = planned;
    return { file, pairs, familyCount: families.length, families: families.slice(0, FAMILIES_SHOWN).map((ids) => [...ids]) }; // prettier-ignore
  }

  async stop(datasetId: string): Promise<void> {
    await this.#tools.run('stop', splitWork(datasetId));
  }

  async write(datasetId: string): Promise<DatasetDescription> {
    const planned = this.#planned.get(datasetId);
    if (!planned) throw new StudioFault('request-refused', 'There is no split that was planned for this dataset.');
    const settings = this.#book.settingsOf(datasetId);
    await this.#tools.run('writeDatasetSplit', { settings, planned });
    this.#planned.delete(datasetId);
    return await this.#book.describe({ settings, directory: '/' });
  }
}
