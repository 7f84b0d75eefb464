/** Pipeline documents that come from the window: read, checked, and with the folder that their paths are relative to. */
import { dirname } from 'node:path';
import { checkPipeline, isError, parsePipeline, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { DocumentOrigin } from '../../core/protocol/studio/channel.ts';
import type { Store } from '../../core/store/index.ts';
import { StudioFault } from './errors.ts';
import type { FileRegistry } from './files/fileRegistry.ts';

export interface DocumentPlaces {
  readonly files: FileRegistry;
  readonly getStore: () => Store;
  /** For documents that are in no file yet. */
  readonly homeFolder: string;
}

/** The folder that relative paths in a document are relative to. */
export function directoryOf(origin: DocumentOrigin, { files, getStore, homeFolder }: DocumentPlaces): string {
  switch (origin.kind) {
    case 'new':
      return homeFolder;
    case 'file':
      return dirname(files.pathOf(origin.fileId));
    case 'run':
      return getStore().reader.getRun(origin.runId).documentDirectory;
  }
}

/** The complete document. Throws `document-invalid` with everything that is wrong with it. */
export function readDocument(source: unknown): PipelineDocument {
  const parsed = parsePipeline(source);
  if (parsed.ok) return parsed.document;
  throw new StudioFault('document-invalid', parsed.problems.map(({ message }) => message).join('\n'));
}

/** As `readDocument`, and throws too if the document's settings cannot work together. */
export function readRunnableDocument(source: unknown): PipelineDocument {
  const document = readDocument(source);
  const errors = checkPipeline(document).filter(isError);
  if (errors.length === 0) return document;
  throw new StudioFault('document-invalid', errors.map(({ message }) => message).join('\n'));
}
