/** The catalogue of datasets: lists it, downloads from it, shows terms. */
import { shell } from 'electron';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { Catalogue } from '../tools/catalogue.ts';

export interface CatalogueServices {
  readonly catalogue: Catalogue;
  readonly sendEvent: SendEvent;
}

export function createCatalogueHandlers({ catalogue, sendEvent }: CatalogueServices): HandlersOf<'catalogue'> {
  return {
    list: () => catalogue.list(),
    install: ({ id }) => catalogue.install(id, (progress) => sendEvent({ kind: 'install-progress', id, progress })),
    stop: ({ id }) => catalogue.stop(id),
    // The page comes from our own table, never from the window.
    openTerms: async ({ id }) => {
      const page = await catalogue.termsPage(id);
      if (page !== undefined) await shell.openExternal(page);
    },
  };
}
