/** Exported models: which ones there are. */
import type { ExportBook } from '../exports/exportBook.ts';
import type { HandlersOf } from '../ipc/handlers.ts';

export interface ExportServices {
  readonly exports: ExportBook;
}

export function createExportHandlers({ exports }: ExportServices): HandlersOf<'exports'> {
  return { list: () => exports.list() };
}
