/** Pipeline files, recents, the draft, and the check that needs the disk. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { findLibraryWeights } from '../../../core/engine/findLibraryWeights.ts';
import { atomicWrite } from '../../../core/files/atomicWrite.ts';
import { parsePipeline, type PipelineDocument } from '../../../core/pipeline/index.ts';
import type { FileReference } from '../../../core/protocol/studio/channel.ts';
import { SavedDraftSchema, type CanvasState, type OpenedPipeline } from '../../../core/protocol/studio/pipelines.ts';
import { checkDocument } from '../checkDocument.ts';
import type { Dialogs } from '../dialogs.ts';
import { directoryOf, readDocument, type DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import { JsonFile } from '../files/jsonFile.ts';
import type { Recents } from '../files/recents.ts';
import type { HandlersOf } from '../ipc/handlers.ts';

export interface PipelineServices {
  readonly dialogs: Dialogs;
  readonly places: DocumentPlaces;
  readonly recents: Recents;
  /** Where the unsaved state of the editor is kept. */
  readonly draftPath: string;
  readonly dataFolder: string;
  countTrainingPairs(document: PipelineDocument, directory: string): Promise<number>;
}

/** Reads a pipeline file and puts it at the top of the recents. */
export async function openPipelineFile(
  path: string,
  { places, recents }: Pick<PipelineServices, 'places' | 'recents'>,
): Promise<OpenedPipeline> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StudioFault('file-unreadable', `${path} cannot be read.`, error);
  });
  const document = documentOf(path, text);
  const canvas = recents.canvasOf(path);
  await recents.touch(path, canvas);
  return { file: places.files.add(path), document, canvas };
}

function documentOf(path: string, text: string): PipelineDocument {
  const parsed = parsePipeline(text);
  if (parsed.ok) return parsed.document;
  throw new StudioFault('file-no-pipeline', `${path}: ${parsed.problems.map(({ message }) => message).join(' ')}`);
}

export function createPipelineHandlers(services: PipelineServices): HandlersOf<'pipelines'> {
  const { dialogs, places, recents, draftPath } = services;
  const draft = new JsonFile(draftPath, SavedDraftSchema);

  async function write(path: string, document: unknown, canvas: CanvasState | null): Promise<FileReference> {
    const text = `${JSON.stringify(readDocument(document), null, 2)}\n`;
    await atomicWrite(path, text).catch((error: unknown) => {
      throw new StudioFault('file-unwritable', `${path} cannot be written.`, error);
    });
    await recents.touch(path, canvas);
    return places.files.add(path);
  }

  return {
    open: async () => {
      const path = await dialogs.openPipeline();
      return path === undefined ? null : await openPipelineFile(path, services);
    },
    openRecent: ({ fileId }) => openPipelineFile(places.files.pathOf(fileId), services),
    save: ({ fileId, document, canvas }) => write(places.files.pathOf(fileId), document, canvas),
    saveAs: async ({ document, canvas, suggestedName }) => {
      const path = await dialogs.savePipeline(basename(suggestedName));
      return path === undefined ? null : await write(path, document, canvas);
    },
    recents: () =>
      recents.list.map(({ path, openedMs }) => ({ file: places.files.add(path), openedMs, exists: existsSync(path) })),
    clearRecents: () => recents.clear(),
    saveDraft: ({ document, canvas, origin }) => {
      const file = origin.kind === 'file' ? places.files.add(places.files.pathOf(origin.fileId)) : null;
      return draft.write({ document, canvas, origin, file, savedMs: Date.now() });
    },
    loadDraft: async () => {
      const saved = await draft.read();
      // The window may name the file of its draft again, as in the session before.
      if (saved?.file) places.files.add(saved.file.path);
      return saved ?? null;
    },
    discardDraft: () => draft.remove(),
    pickPath: async ({ what }) => {
      const picked =
        what === 'segmentationNetwork'
          ? dialogs.openSegmentationNetwork()
          : dialogs.openFolder('Choose the Folder of the Label Maps');
      return (await picked) ?? null;
    },
    check: ({ document, origin, target }) => {
      const directory = directoryOf(origin, places);
      const countTrainingPairs = (parsed: PipelineDocument): Promise<number> =>
        services.countTrainingPairs(parsed, directory);
      const libraryFiles = (parsed: PipelineDocument) => findLibraryWeights(services.dataFolder, parsed);
      return checkDocument(document, { directory, countTrainingPairs, libraryFiles, target });
    },
  };
}
