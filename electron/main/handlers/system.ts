/** The machine around the studio: runtime, clipboard, file manager, browser, time. */
import { clipboard, shell } from 'electron';
import { existsSync } from 'node:fs';
import { addressToFetch } from '../../../core/data/fetched/datasetFolders.ts';
import { estimateTime, speedOf } from '../../../core/engine/estimate.ts';
import { atomicWrite } from '../../../core/files/atomicWrite.ts';
import type { PipelineDocument } from '../../../core/pipeline/index.ts';
import type { FileReference } from '../../../core/protocol/studio/channel.ts';
import { LINKS, type RevealTarget } from '../../../core/protocol/studio/system.ts';
import { runDirectory, type PreviewKey, type Store } from '../../../core/store/index.ts';
import { copyPng } from '../../compat/clipboard.ts';
import type { Dialogs } from '../dialogs.ts';
import { directoryOf, readDocument, type DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { DatasetBook } from '../tools/datasetBook.ts';
import type { Machine } from '../tools/machine.ts';

export interface SystemServices {
  readonly machine: Machine;
  readonly book: DatasetBook;
  readonly dialogs: Dialogs;
  readonly places: DocumentPlaces;
  readonly getStore: () => Store;
  readonly dataFolder: string;
  readonly sendEvent: SendEvent;
  countTrainingPairs(document: PipelineDocument, directory: string): Promise<number>;
}

export function createSystemHandlers(services: SystemServices): HandlersOf<'system'> {
  const { machine, dialogs, places, getStore, sendEvent } = services;

  async function save(suggestedName: string, type: string, content: Uint8Array): Promise<FileReference | null> {
    const path = await dialogs.saveFile(suggestedName, type);
    if (path === undefined) return null;
    await atomicWrite(path, content).catch((error: unknown) => {
      throw new StudioFault('file-unwritable', `${path} cannot be written.`, error);
    });
    return places.files.add(path);
  }

  return {
    doctor: () => machine.examine(),
    runtime: () => machine.runtime(),
    setUpRuntime: () => machine.setUp((progress) => sendEvent({ kind: 'runtime-progress', progress })),
    reveal: (target) => {
      const path = pathOf(target, services);
      if (!existsSync(path)) throw new StudioFault('file-unreadable', `${path} is not there.`);
      shell.showItemInFolder(path);
    },
    copyText: async ({ text }) => await clipboard.writeText(text),
    copyImage: ({ png }) => copyPng(png),
    copyPreview: (key) => copyPng(previewOf(getStore(), key.runId, key)),
    saveFile: ({ suggestedName, type, content }) => save(suggestedName, type, content),
    savePreview: (key) => {
      const sample = key.sampleId.split('/').at(-1) ?? 'sample';
      const name = `${sample} step ${String(key.step)} ${key.role}`;
      return save(name, 'png', previewOf(getStore(), key.runId, key));
    },
    openLink: ({ link }) => shell.openExternal(LINKS[link]),
    estimateTime: async ({ document: source, origin }) => {
      const document = readDocument(source);
      const directory = directoryOf(origin, places);
      const pairs = addressToFetch(document.dataset)
        ? undefined
        : await services.countTrainingPairs(document, directory);
      return estimateTime(document, pairs, speedOf(getStore()));
    },
  };
}

function pathOf(target: RevealTarget, { dataFolder, getStore, book, places }: SystemServices): string {
  switch (target.kind) {
    case 'data-folder':
      return dataFolder;
    case 'run':
      return runDirectory(dataFolder, getStore().reader.getRun(target.runId).id);
    case 'checkpoint': {
      const checkpoints = getStore().reader.checkpointsOf(target.runId);
      const checkpoint = checkpoints.find(({ step }) => step === target.step);
      if (checkpoint) return checkpoint.path;
      throw new StudioFault('checkpoint-missing', `The run has no checkpoint of step ${String(target.step)}.`);
    }
    case 'dataset': {
      const settings = book.settingsOf(target.datasetId);
      if (settings.kind === 'emoji' || settings.kind === 'emojiStyles') {
        throw new StudioFault('request-refused', 'The built-in dataset has no folder.');
      }
      return 'folderA' in settings ? settings.folderA : settings.folder;
    }
    case 'file':
      return places.files.pathOf(target.fileId);
  }
}

function previewOf(store: Store, runId: string, key: PreviewKey): Uint8Array {
  const png = store.reader.previewPng(runId, key);
  if (png) return png;
  throw new StudioFault('picture-missing');
}
