/** Weights files: choosing one, and the library. The tools process looks at files, since they may come from anywhere. */
import type { InstallProgress } from '../../../core/protocol/studio/catalogue.ts';
import type { Dialogs } from '../dialogs.ts';
import { directoryOf, readDocument, type DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { ToolsProcess } from '../tools/toolsProcess.ts';
import type { WeightsShelf } from '../tools/weightsShelf.ts';
import type { StartPreviewer } from '../work/startPreviewer.ts';

export interface WeightsServices {
  readonly dialogs: Dialogs;
  readonly tools: ToolsProcess;
  readonly shelf: WeightsShelf;
  readonly previewer: StartPreviewer;
  readonly places: DocumentPlaces;
  readonly sendEvent: SendEvent;
}

export function createWeightsHandlers(services: WeightsServices): HandlersOf<'weights'> {
  const { dialogs, tools, shelf, previewer, places, sendEvent } = services;
  return {
    pick: async () => {
      const file = await dialogs.openWeights();
      return file === undefined ? null : await tools.run('inspectWeights', file);
    },
    preview: async ({ document, origin, role }) => {
      try {
        return await previewer.preview(readDocument(document), directoryOf(origin, places), role);
      } catch (error) {
        if (error instanceof StudioFault && error.code === 'work-stopped') return null;
        throw error;
      }
    },
    library: () => shelf.list(),
    download: async ({ id }) => {
      const report = (progress: InstallProgress): void => sendEvent({ kind: 'weights-progress', id, progress });
      return { kind: await shelf.download(id, report) };
    },
    stop: ({ id }) => shelf.stop(id),
    add: async ({ id }) => {
      const file = await dialogs.openWeights();
      if (file === undefined) return false;
      await shelf.add(id, file);
      return true;
    },
    remove: ({ id }) => shelf.remove(id),
    check: ({ id }) => shelf.check(id),
  };
}
