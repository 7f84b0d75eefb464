/** The exports that the window may name by id: those that runs have on their record. It never names a path. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseReport } from '../../../core/export/parseReport.ts';
import type { ExportReport } from '../../../core/export/report.ts';
import { sha256OfFile } from '../../../core/files/sha256.ts';
import { snippetsFor } from '../../../core/export/card/snippets.ts';
import type { StudioExport, StudioSnippet } from '../../../core/protocol/studio/exports.ts';
import type { ExportRecord, Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';

interface KnownExport {
  readonly folder: string;
  readonly report: ExportReport;
}

export class ExportBook {
  readonly #getStore: () => Store;
  readonly #known = new Map<string, KnownExport>();

  constructor(getStore: () => Store) {
    this.#getStore = getStore;
  }

  /** Newest first. Exports whose model file is gone, or whose report is of a newer version, are left out. */
  list(): StudioExport[] {
    const { reader } = this.#getStore();
    return reader
      .listRuns()
      .flatMap((run) => reader.exportsOf(run.id).map((record) => this.#describe(record, run)))
      .filter((described) => described !== undefined)
      .sort((a, b) => b.createdMs - a.createdMs);
  }

  /** The export that the run has in this folder. */
  exportIn(runId: string, folder: string): StudioExport {
    const { reader } = this.#getStore();
    const record = reader.exportsOf(runId).find(({ path }) => dirname(path) === folder);
    const described = record && this.#describe(record, reader.getRun(runId));
    if (described) return described;
    throw new StudioFault('export-changed', `${folder} is gone.`);
  }

  /** How to load the file. Throws `request-refused` for an id that was never given out. */
  snippetsOf(exportId: string): StudioSnippet[] {
    const { origin, settings } = this.#find(exportId).report;
    return snippetsFor({ settings, inputChannels: origin.inputChannels, sizePixels: origin.trainedPixels });
  }

  /** The folder of an export. Throws `request-refused` for an id that was never given out. */
  folderOf(exportId: string): string {
    return this.#find(exportId).folder;
  }

  /** The file that users load. */
  mainFileOf(exportId: string): string {
    return this.#find(exportId).report.mainFile;
  }

  /**
   * A file of an export, as it was exported; undefined if the export has no file of this name.
   * @throws StudioFault `export-changed` if the file is gone or its checksum is another one now
   */
  async file(exportId: string, name: string): Promise<Uint8Array | undefined> {
    const { folder, report } = this.#find(exportId);
    const listed = report.files.find((file) => file.name === name);
    if (!listed || name.split(/[/\\]/).includes('..')) return undefined;
    const path = join(folder, name);
    const sha256 = await sha256OfFile(path).catch(() => undefined);
    if (sha256 === listed.sha256) return await readFile(path);
    throw new StudioFault(
      'export-changed',
      `${path} ${sha256 === undefined ? 'is gone' : 'was changed since it was exported'}.`,
    );
  }

  #find(exportId: string): KnownExport {
    if (!this.#known.has(exportId)) this.list();
    const known = this.#known.get(exportId);
    if (known) return known;
    throw new StudioFault('request-refused', 'The window named an export that is not on record.');
  }

  #describe(record: ExportRecord, run: { readonly id: string; readonly name: string }): StudioExport | undefined {
    const report = parseReport(record.report);
    if (!report || !existsSync(record.path)) return undefined;
    const folder = dirname(record.path);
    const exportId = createHash('sha256').update(record.id).digest('hex').slice(0, 32);
    this.#known.set(exportId, { folder, report });
    const { origin, settings, verification } = report;
    return {
      exportId,
      runId: run.id,
      runName: run.name,
      step: origin.run.step,
      role: origin.role,
      architecture: origin.architecture,
      ngf: origin.ngf,
      target: settings.target,
      precision: settings.precision,
      convention: settings.convention,
      inputChannels: origin.inputChannels,
      outputChannels: origin.outputChannels,
      sizeMultiple: origin.sizeMultiple,
      trainedPixels: origin.trainedPixels,
      macsPaper: origin.cost.macsPaper,
      parameters: origin.cost.parameters,
      createdMs: record.createdMs,
      folderName: basename(folder),
      mainFile: report.mainFile,
      files: report.files,
      verification,
      latency: report.latency,
    };
  }
}
