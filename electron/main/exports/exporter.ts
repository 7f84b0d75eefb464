/** Makes exports for the window, one at a time, and puts them on record. */
import { findTensorFlowPython } from '../../../core/export/tflite/findPython.ts';
import { exportAtEnd } from '../../../core/export/exportAtEnd.ts';
import type { ExportProgress } from '../../../core/export/exportProgress.ts';
import { planExport, recordExport, type ExportJob, type RunExport } from '../../../core/export/planExport.ts';
import { exportSettingsSchema, exportsOf } from '../../../core/pipeline/index.ts';
import type { KeptRole } from '../../../core/protocol/scalars.ts';
import type { StudioExport } from '../../../core/protocol/studio/exports.ts';
import type { Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { ExportBook } from './exportBook.ts';
import { startExport, type RunningExport } from './exportProcess.ts';

export interface ExportOrder {
  readonly runId: string;
  readonly role: KeptRole;
  readonly step?: number | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

export class Exporter {
  readonly #getStore: () => Store;
  readonly #book: ExportBook;
  readonly #sendEvent: SendEvent;
  #isBusy = false;
  #idle: Promise<void> = Promise.resolve();
  #running: RunningExport | undefined;

  constructor(getStore: () => Store, book: ExportBook, sendEvent: SendEvent) {
    this.#getStore = getStore;
    this.#book = book;
    this.#sendEvent = sendEvent;
  }

  /** Makes what the run's document asks for; waits for an export that is being made. */
  async makeAtEnd(runId: string): Promise<void> {
    if (exportsOf(this.#getStore().reader.getRun(runId).document.export).length === 0) return;
    // Several runs of a sweep may have finished meanwhile.
    while (this.#isBusy) await this.#idle;
    await this.#alone(() => exportAtEnd(this.#getStore(), runId, { perform: (job) => this.#perform(job), onNote: () => {} })); // prettier-ignore
    this.#sendEvent({ kind: 'exports-changed' });
  }

  /** @throws StudioFault `export-busy`; what `planExport` and `performExport` throw */
  async make({ runId, role, step, settings }: ExportOrder): Promise<StudioExport> {
    if (this.#isBusy) throw new StudioFault('export-busy');
    return await this.#alone(async () => {
      const store = this.#getStore();
      const choice = { role, settings: exportSettingsSchema.parse(settings), checkpoint: step };
      const job = await planExport(store, store.reader.getRun(runId), choice);
      const made = await this.#perform(job, (progress) => this.#sendEvent({ kind: 'export-progress', progress }));
      recordExport(store, job, made);
      return this.#book.exportIn(runId, made.folder);
    });
  }

  stop(): void {
    this.#running?.stop();
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#isBusy = true;
    const result = work().finally(() => {
      this.#running = undefined;
      this.#isBusy = false;
    });
    this.#idle = result.then(
      () => {},
      () => {},
    );
    return await result;
  }

  #perform(job: ExportJob, onProgress: (progress: ExportProgress) => void = () => {}): Promise<RunExport> {
    this.#running = startExport(job, onProgress);
    return this.#running.made;
  }

  async tensorFlowPython(): Promise<{ program: string; version: string } | null> {
    return (await findTensorFlowPython()) ?? null;
  }
}
