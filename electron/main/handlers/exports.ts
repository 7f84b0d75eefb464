/** Exported models: which ones there are, and making more of them. */
import { shell } from 'electron';
import { join } from 'node:path';
import type { ExportBook } from '../exports/exportBook.ts';
import type { Exporter } from '../exports/exporter.ts';
import type { HandlersOf } from '../ipc/handlers.ts';

export interface ExportServices {
  readonly exports: ExportBook;
  readonly exporter: Exporter;
}

export function createExportHandlers({ exports, exporter }: ExportServices): HandlersOf<'exports'> {
  return {
    list: () => exports.list(),
    start: (order) => exporter.make(order),
    stop: () => exporter.stop(),
    reveal: ({ exportId }) => shell.showItemInFolder(join(exports.folderOf(exportId), exports.mainFileOf(exportId))),
    snippets: ({ exportId }) => exports.snippetsOf(exportId),
    tensorFlowPython: () => exporter.tensorFlowPython(),
  };
}
