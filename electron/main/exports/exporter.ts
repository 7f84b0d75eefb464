/** Makes exports for the window, one at a time, and puts them on record. */
import { findTensorFlowPython } from '../../../core/export/tflite/findPython.ts';
import { planExport, recordExport } from '../../../core/export/planExport.ts';
import { exportSettingsSchema, type GeneratorRole } from '../../../core/pipeline/index.ts';
import type { StudioExport } from '../../../core/protocol/studio/exports.ts';
import type { Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { ExportBook } from './exportBook.ts';
import { startExport, type RunningExport } from './exportProcess.ts';

export interface ExportOrder {
  readonly runId: string;
  readonly role: GeneratorRole;
  readonly step?: number | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

export class Exporter {
  readonly #getStore: () => Store;
  readonly #book: ExportBook;
  readonly #sendEvent: SendEvent;
  #isBusy = false;
  #running: RunningExport | undefined;

  constructor(getStore: () => Store, book: ExportBook, sendEvent: SendEvent) {
    this.#getStore = getStore;
    this.#book = book;
    this.#sendEvent = sendEvent;
  }

  /** @throws StudioFault `export-busy`; what `planExport` and `performExport` throw */
  async make({ runId, role, step, settings }: ExportOrder): Promise<StudioExport> {
    if (this.#isBusy) throw new StudioFault('export-busy');
    this.#isBusy = true;
    try {
      const store = this.#getStore();
      const checkpointPath = this.#checkpointOf(runId, step);
      const choice = { role, settings: exportSettingsSchema.parse(settings) };
      const run = store.reader.getRun(runId);
      const job = await planExport(store, run, checkpointPath === undefined ? choice : { ...choice, checkpointPath });
      this.#running = startExport(job, (progress) => this.#sendEvent({ kind: 'export-progress', progress }));
      const made = await this.#running.made;
      recordExport(store, job, made);
      return this.#book.exportIn(runId, made.folder);
    } finally {
      this.#running = undefined;
      this.#isBusy = false;
    }
  }

  stop(): void {
    this.#running?.stop();
  }

  async tensorFlowPython(): Promise<{ program: string; version: string } | null> {
    return (await findTensorFlowPython()) ?? null;
  }

  #checkpointOf(runId: string, step: number | undefined): string | undefined {
    if (step === undefined) return undefined;
    const checkpoint = this.#getStore().reader.checkpointsOf(runId).find((record) => record.step === step); // prettier-ignore
    if (checkpoint) return checkpoint.path;
    throw new StudioFault('checkpoint-missing', `The run has no checkpoint of step ${String(step)}.`);
  }
}
