/** Makes and opens bundles for the window, in a process of its own that ends with the work. */
import { basename } from 'node:path';
import type { SavedBundle } from '../../../core/protocol/studio/bundles.ts';
import type { Store } from '../../../core/store/index.ts';
import { BUNDLE_WORK } from '../../tools/workNames.ts';
import type { Dialogs } from '../dialogs.ts';
import type { DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import { ToolsProcess, type AloneJob } from '../tools/toolsProcess.ts';
import type { OneAtATime } from './oneAtATime.ts';

export interface BundlerParts {
  readonly getStore: () => Store;
  readonly dialogs: Dialogs;
  readonly places: DocumentPlaces;
  readonly work: OneAtATime;
  readonly sendEvent: SendEvent;
  tellRun(runId: string): void;
}

export class Bundler {
  readonly #parts: BundlerParts;

  constructor(parts: BundlerParts) {
    this.#parts = parts;
  }

  async save(runId: string): Promise<SavedBundle | null> {
    const { getStore, dialogs, places } = this.#parts;
    const store = getStore();
    const path = await dialogs.saveBundle(fileNameFor(store.reader.getRun(runId).name));
    if (path === undefined) return null;
    const request = { storePath: store.path, path, runId };
    const made = await this.#alone((tools, report) => tools.run('packBundle', request, report));
    return { file: places.files.add(path), bytes: made.bytes, leftOut: made.leftOut.map((file) => basename(file)) };
  }

  async open(): Promise<{ runId: string; name: string } | null> {
    const path = await this.#parts.dialogs.openBundle();
    return path === undefined ? null : await this.openFile(path);
  }

  async openFile(path: string): Promise<{ runId: string; name: string }> {
    const request = { storePath: this.#parts.getStore().path, path };
    const opened = await this.#alone((tools, report) => tools.run('openBundleFile', request, report));
    this.#parts.tellRun(opened.runId);
    return { ...opened };
  }

  /** Told to stop, the work puts away what it has made, so it is not killed. */
  async #alone<Result>(
    begin: (tools: ToolsProcess, report: (progress: unknown) => void) => Promise<Result | undefined>,
  ): Promise<Result> {
    const { work, sendEvent } = this.#parts;
    const tools = new ToolsProcess();
    try {
      return await work.do(async (follow) => {
        const report = (fraction: unknown): void =>
          sendEvent({ kind: 'bundle-progress', fraction: fraction as number });
        const job: AloneJob<Result | undefined> = {
          result: begin(tools, report),
          stop: () => void tools.run('stop', BUNDLE_WORK),
        };
        const result = await follow(job);
        if (result === undefined) throw new StudioFault('work-stopped');
        return result;
      });
    } finally {
      tools.close();
    }
  }
}

/** The run's name as a file's name. */
function fileNameFor(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'run';
}
