/** The catalogue as the window sees it, with the downloads that are on their way. */
import { join } from 'node:path';
import type {
  CatalogueDataset,
  CityscapesLook,
  CityscapesProgress,
  InstallOutcome,
  InstallProgress,
} from '../../../core/protocol/studio/catalogue.ts';
import type { KnownDataset } from '../../../core/protocol/studio/datasets.ts';
import type { CityscapesCopy } from '../../tools/cityscapes.ts';
import type { DatasetBook } from './datasetBook.ts';
import type { ToolsProcess } from './toolsProcess.ts';

export class Catalogue {
  readonly #tools: ToolsProcess;
  readonly #book: DatasetBook;
  readonly #root: string;
  readonly #progress = new Map<string, InstallProgress>();

  constructor(tools: ToolsProcess, book: DatasetBook, dataFolder: string) {
    this.#tools = tools;
    this.#book = book;
    this.#root = join(dataFolder, 'datasets');
  }

  async list(): Promise<CatalogueDataset[]> {
    const entries = await this.#tools.run('listCatalogue', this.#root);
    return entries.map((entry) => ({ ...entry, progress: this.#progress.get(entry.id) ?? null }));
  }

  /** Rejects with what went wrong; what was downloaded stays. */
  async install(id: string, report: (progress: InstallProgress) => void): Promise<InstallOutcome> {
    const onProgress = (progress: unknown): void => {
      this.#progress.set(id, progress as InstallProgress);
      report(progress as InstallProgress);
    };
    try {
      const installed = await this.#tools.run('installFromCatalogue', { id, root: this.#root }, onProgress);
      if (installed.kind === 'stopped') return installed;
      const { settings, report: found } = installed;
      const { datasetId } = await this.#book.describe({ settings, directory: '/' });
      const name = (await this.#entry(id))?.name ?? id;
      return { kind: 'installed', dataset: await this.#book.add(datasetId, name), report: found };
    } finally {
      this.#progress.delete(id);
    }
  }

  async stop(id: string): Promise<void> {
    await this.#tools.run('stop', id);
  }

  lookAtCityscapes(copy: CityscapesCopy): Promise<CityscapesLook> {
    return this.#tools.run('lookAtCityscapes', copy);
  }

  /** null: it was stopped. */
  async makeCityscapes(
    copy: CityscapesCopy,
    report: (progress: CityscapesProgress) => void,
  ): Promise<KnownDataset | null> {
    const request = { ...copy, output: join(this.#root, 'cityscapes') };
    const settings = await this.#tools.run('makeCityscapes', request, (progress) =>
      report(progress as CityscapesProgress),
    );
    if (!settings) return null;
    const { datasetId } = await this.#book.describe({ settings, directory: '/' });
    return await this.#book.add(datasetId, 'Cityscapes');
  }

  async termsPage(id: string): Promise<string | undefined> {
    return (await this.#entry(id))?.terms.page;
  }

  async #entry(id: string): Promise<CatalogueDataset | undefined> {
    return (await this.list()).find((entry) => entry.id === id);
  }
}
