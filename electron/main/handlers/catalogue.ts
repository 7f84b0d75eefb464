/** The catalogue of datasets: lists it, downloads from it, shows terms. */
import { shell } from 'electron';
import type { CityscapesCopy } from '../../tools/cityscapes.ts';
import { CITYSCAPES_WORK } from '../../tools/workNames.ts';
import type { Dialogs } from '../dialogs.ts';
import type { DocumentPlaces } from '../documents.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { Catalogue } from '../tools/catalogue.ts';

export interface CatalogueServices {
  readonly catalogue: Catalogue;
  readonly dialogs: Dialogs;
  readonly places: DocumentPlaces;
  readonly sendEvent: SendEvent;
}

const CITYSCAPES_PARTS = {
  labels: { title: 'Choose the Labels of Cityscapes (gtFine)', name: 'gtFine' },
  photos: { title: 'Choose the Photographs of Cityscapes (leftImg8bit)', name: 'leftImg8bit' },
} as const;

export function createCatalogueHandlers(services: CatalogueServices): HandlersOf<'catalogue'> {
  const { catalogue, dialogs, places, sendEvent } = services;
  const copyOf = ({ labelsId, photosId }: { labelsId: string; photosId: string }): CityscapesCopy => {
    return { labels: places.files.pathOf(labelsId), photos: places.files.pathOf(photosId) };
  };
  return {
    list: () => catalogue.list(),
    install: ({ id }) => catalogue.install(id, (progress) => sendEvent({ kind: 'install-progress', id, progress })),
    stop: ({ id }) => catalogue.stop(id),
    pickCityscapes: async ({ part, as }) => {
      const { title, name } = CITYSCAPES_PARTS[part];
      const path = as === 'folder' ? await dialogs.openFolder(title) : await dialogs.openArchive(title, name);
      return path === undefined ? null : places.files.add(path);
    },
    lookAtCityscapes: (copy) => catalogue.lookAtCityscapes(copyOf(copy)),
    makeCityscapes: (copy) =>
      catalogue.makeCityscapes(copyOf(copy), (progress) => sendEvent({ kind: 'cityscapes-progress', progress })),
    stopCityscapes: () => catalogue.stop(CITYSCAPES_WORK),
    // The page comes from our own table, never from the window.
    openTerms: async ({ id }) => {
      const page = await catalogue.termsPage(id);
      if (page !== undefined) await shell.openExternal(page);
    },
  };
}
