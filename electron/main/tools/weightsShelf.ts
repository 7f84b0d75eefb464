/** The weights library as the window sees it: what is there, which runs use it, and the downloads on their way. */
import { weightsUsers } from '../../../core/engine/weightsUsers.ts';
import type { LibraryId } from '../../../core/protocol/libraryIds.ts';
import type { InstallProgress } from '../../../core/protocol/studio/catalogue.ts';
import type { LibraryWeights } from '../../../core/protocol/studio/weights.ts';
import type { Store } from '../../../core/store/index.ts';
import { hasPublishedChecksum } from '../../../core/weights/library/library.ts';
import { weightsWork } from '../../tools/workNames.ts';
import type { ToolsProcess } from './toolsProcess.ts';

export class WeightsShelf {
  readonly #tools: ToolsProcess;
  readonly #getStore: () => Store;
  readonly #dataFolder: string;
  readonly #progress = new Map<LibraryId, InstallProgress>();

  constructor(tools: ToolsProcess, getStore: () => Store, dataFolder: string) {
    this.#tools = tools;
    this.#getStore = getStore;
    this.#dataFolder = dataFolder;
  }

  async list(): Promise<LibraryWeights[]> {
    const users = weightsUsers(this.#getStore().reader);
    const listed = await this.#tools.run('listLibrary', this.#dataFolder);
    return listed.map(({ installed, isPartial, ...known }) => {
      const common = { ...known, progress: this.#progress.get(known.id) ?? null };
      if (!installed) return { ...common, state: isPartial ? 'partial' : 'absent', installed: null, runs: [] };
      const { bytes, sha256, origin, addedMs } = installed;
      return {
        ...common,
        state: 'installed',
        installed: { bytes, sha256, origin, addedMs, isPublished: hasPublishedChecksum(installed) },
        runs: users(installed).map(({ id, name }) => ({ runId: id, name })),
      };
    });
  }

  /** Rejects with what went wrong; what was downloaded stays. */
  async download(id: LibraryId, report: (progress: InstallProgress) => void): Promise<'installed' | 'stopped'> {
    const onProgress = (progress: unknown): void => {
      this.#progress.set(id, progress as InstallProgress);
      report(progress as InstallProgress);
    };
    try {
      const isThere = await this.#tools.run('downloadLibraryWeights', this.#place(id), onProgress);
      return isThere ? 'installed' : 'stopped';
    } finally {
      this.#progress.delete(id);
    }
  }

  stop(id: LibraryId): Promise<void> {
    return this.#tools.run('stop', weightsWork(id));
  }

  add(id: LibraryId, file: string): Promise<void> {
    return this.#tools.run('addLibraryWeights', { ...this.#place(id), file });
  }

  remove(id: LibraryId): Promise<void> {
    return this.#tools.run('removeLibraryWeights', this.#place(id));
  }

  check(id: LibraryId): Promise<boolean> {
    return this.#tools.run('checkLibraryWeights', this.#place(id));
  }

  #place(id: LibraryId): { dataFolder: string; id: LibraryId } {
    return { dataFolder: this.#dataFolder, id };
  }
}
