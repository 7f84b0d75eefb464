/** Weights files: choosing one. The tools process looks at it, since it may come from anywhere. */
import type { Dialogs } from '../dialogs.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { ToolsProcess } from '../tools/toolsProcess.ts';

export interface WeightsServices {
  readonly dialogs: Dialogs;
  readonly tools: ToolsProcess;
}

export function createWeightsHandlers({ dialogs, tools }: WeightsServices): HandlersOf<'weights'> {
  return {
    pick: async () => {
      const file = await dialogs.openWeights();
      return file === undefined ? null : await tools.run('inspectWeights', file);
    },
  };
}
