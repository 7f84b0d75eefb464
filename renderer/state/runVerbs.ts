/** What a person can do with runs, from the history, a run's page or its menu. */
import { studio } from '../api.ts';
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';
import type { RequestOf } from '../../core/protocol/studio/api.ts';
import { usePipelineFile, useRouter, useToasts } from './context.ts';

export type RunChanges = Omit<RequestOf<'runs', 'edit'>, 'runId'>;

export interface RunVerbs {
  edit(run: StudioRun, changes: RunChanges): Promise<void>;
  /** Hides the runs, with a way back. Resolves to whether they are gone. */
  remove(runs: readonly StudioRun[]): Promise<boolean>;
  /** Puts the run's settings on the canvas as a new pipeline. */
  duplicate(run: StudioRun): Promise<void>;
  reveal(run: StudioRun): Promise<void>;
  compare(runIds: readonly string[]): void;
  /** Shows the page where its generators become files. */
  exportModel(run: StudioRun): void;
  /** Opens the playground with the run's exported models. */
  tryOut(run: StudioRun): void;
}

/** For components: takes what it needs from the context. */
export function useRunVerbs(): RunVerbs {
  const toasts = useToasts();
  const router = useRouter();
  const file = usePipelineFile();

  async function restore(runIds: string[]): Promise<void> {
    const result = await studio.runs.restore({ runIds });
    if (!result.ok) toasts.fail(result.error);
  }

  return {
    async edit(run, changes) {
      const result = await studio.runs.edit({ runId: run.id, ...changes });
      if (!result.ok) toasts.fail(result.error);
    },
    async remove(runs) {
      const runIds = runs.map(({ id }) => id);
      const result = await studio.runs.delete({ runIds });
      if (!result.ok) toasts.fail(result.error);
      else toasts.done(deletedText(runs), { label: 'Undo', run: () => void restore(runIds) });
      return result.ok;
    },
    async duplicate(run) {
      const result = await studio.runs.get({ runId: run.id });
      if (!result.ok) return toasts.fail(result.error);
      // A run may have been given another name since.
      file.startFromRun(run.id, { ...result.value.document, name: run.name });
      router.go({ page: 'pipeline' });
    },
    async reveal(run) {
      const result = await studio.system.reveal({ kind: 'run', runId: run.id });
      if (!result.ok) toasts.fail(result.error);
    },
    compare: (runIds) => router.go({ page: 'compare', runIds }),
    exportModel: ({ id }) => router.go({ page: 'export', runId: id }),
    tryOut: (run) => router.go({ page: 'playground', runId: run.id }),
  };
}

function deletedText(runs: readonly StudioRun[]): string {
  return runs.length === 1 ? `Deleted “${runs[0]!.name}”` : `Deleted ${runs.length} runs`;
}
