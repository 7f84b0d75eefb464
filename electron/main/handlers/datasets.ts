/** Datasets: what is there, a closer look, and import. */
import { datasetSettingsSchema, type DatasetSettings } from '../../../core/pipeline/index.ts';
import type { DocumentOrigin } from '../../../core/protocol/studio/channel.ts';
import type { Dialogs } from '../dialogs.ts';
import { directoryOf, type DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { DatasetBook, DatasetPlace } from '../tools/datasetBook.ts';
import type { SplitMaker } from '../tools/splitMaker.ts';

export interface DatasetServices {
  readonly book: DatasetBook;
  readonly splits: SplitMaker;
  readonly dialogs: Dialogs;
  readonly places: DocumentPlaces;
  readonly sendEvent: SendEvent;
}

export function createDatasetHandlers(services: DatasetServices): HandlersOf<'datasets'> {
  const { book, splits, dialogs, places, sendEvent } = services;
  const placeOf = (settings: unknown, origin: DocumentOrigin): DatasetPlace => {
    return { settings: readSettings(settings), directory: directoryOf(origin, places) };
  };
  return {
    list: () => book.list(),
    describe: ({ settings, origin }) => book.describe(placeOf(settings, origin)),
    validate: ({ settings, origin, cropSize }) =>
      book.validate({ ...placeOf(settings, origin), cropSize }, (datasetId, done, total) =>
        sendEvent({ kind: 'dataset-progress', datasetId, done, total }),
      ),
    pickFolder: async () => {
      const folder = await dialogs.openFolder('Choose the Folder of the Pictures');
      return folder === undefined ? null : await book.inspect([folder]);
    },
    pickTwoFolders: async () => {
      const folderA = await dialogs.openFolder('Choose the Folder of the Inputs (A)');
      const folderB =
        folderA === undefined ? undefined : await dialogs.openFolder('Choose the Folder of the Targets (B)');
      return folderA === undefined || folderB === undefined ? null : await book.inspect([folderA, folderB]);
    },
    import: ({ datasetId, name }) => book.add(datasetId, name),
    remove: ({ datasetId }) => book.remove(datasetId),
    planSplit: (request) => {
      const { datasetId } = request;
      return splits.plan(request, (progress) => sendEvent({ kind: 'split-progress', datasetId, ...progress }));
    },
    stopSplit: ({ datasetId }) => splits.stop(datasetId),
    writeSplit: ({ datasetId }) => splits.write(datasetId),
  };
}

function readSettings(source: unknown): DatasetSettings {
  const parsed = datasetSettingsSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new StudioFault('document-invalid', `The dataset's settings cannot be used: ${parsed.error.message}`);
}
