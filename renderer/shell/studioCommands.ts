/** What the named commands do, as far as they do not belong to one page. */
import { hasEnded } from '../../core/protocol/runState.ts';
import { focusPart } from '../keys/parts.ts';
import type { CommandHandlers } from '../state/commands.svelte.ts';
import type { Overlays } from '../state/overlays.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';

export function studioCommands(studio: Studio, overlays: Overlays): CommandHandlers {
  const { api, router } = studio;
  return {
    ...pipelineCommands(studio),
    ...runCommands(studio),
    ...undoCommands(studio),
    'edit.addNode': { run: () => overlays.show('nodes') },
    'view.palette': { run: () => overlays.show('palette') },
    'view.nextPart': { run: () => focusPart(1) },
    'view.previousPart': { run: () => focusPart(-1) },
    'view.shortcuts': { run: () => overlays.show('shortcuts') },
    'go.home': { run: () => router.go({ page: 'home' }) },
    'go.pipeline': { run: () => router.go({ page: 'pipeline' }) },
    'go.runs': { run: () => router.go({ page: 'runs' }) },
    'go.sweeps': { run: () => router.go({ page: 'sweeps' }) },
    'go.compare': { run: () => router.go({ page: 'compare', runIds: [] }) },
    'go.datasets': { run: () => router.go({ page: 'datasets' }) },
    'go.export': { run: () => router.go({ page: 'export' }) },
    'go.playground': { run: () => router.go({ page: 'playground' }) },
    'app.settings': { run: () => router.go({ page: 'settings' }) },
    'app.about': { run: () => router.go({ page: 'about' }) },
    'app.dataFolder': { run: () => void api.system.reveal({ kind: 'data-folder' }) },
  };
}

function pipelineCommands({ router, file, folders, checks }: Studio): CommandHandlers {
  const open = async () => {
    if (await file.open()) router.go({ page: 'pipeline' });
  };
  return {
    'pipeline.new': { run: () => router.go({ page: 'home' }) },
    'pipeline.open': { run: () => void open() },
    'pipeline.save': { run: () => void file.save(), isEnabled: () => file.isChosen },
    'pipeline.saveAs': { run: () => void file.saveAs(), isEnabled: () => file.isChosen },
    'dataset.import': { run: () => void folders.pickOne() },
    'sweep.new': { run: () => router.go({ page: 'newSweep' }), isEnabled: () => file.isChosen },
    'run.check': { run: () => void checks.check(), isEnabled: () => file.isChosen && !checks.isChecking },
  };
}

/** Undo what belongs to the page: an edit of the pipeline, or a stroke in the playground. */
function undoCommands({ router, editor, playground }: Studio): CommandHandlers {
  const undoable = () => {
    switch (router.route.page) {
      case 'pipeline':
        return editor;
      case 'playground':
        return playground;
      default:
        return undefined;
    }
  };
  return {
    'edit.undo': { run: () => undoable()?.undo(), isEnabled: () => undoable()?.canUndo ?? false },
    'edit.redo': { run: () => undoable()?.redo(), isEnabled: () => undoable()?.canRedo ?? false },
  };
}

function runCommands({ router, runs, checks, file, evaluations, bundles }: Studio): CommandHandlers {
  const start = async () => {
    const runId = await checks.start();
    if (runId !== undefined) router.go({ page: 'run', runId });
  };
  const active = () => runs.active;
  const shown = () => {
    const { route } = router;
    return route.page === 'run' ? runs.all.find(({ id }) => id === route.runId) : runs.all[0];
  };
  const canResume = () => ['stopped', 'failed', 'interrupted'].includes(shown()?.state ?? '');
  return {
    'run.start': {
      run: () => void start(),
      isEnabled: () => file.isChosen && checks.errors.length === 0 && !checks.isStarting,
    },
    'run.pause': {
      run: () => void (active() && runs.pauseOrContinue(active()!)),
      isEnabled: () => active() !== undefined,
    },
    'run.stop': { run: () => void (active() && runs.stop(active()!)), isEnabled: () => active() !== undefined },
    'run.resume': { run: () => void (shown() && runs.resume(shown()!)), isEnabled: canResume },
    'bundle.open': { run: () => void bundles.open() },
    'bundle.save': {
      run: () => void (shown() && bundles.save(shown()!)),
      isEnabled: () => hasEnded(shown()?.state ?? 'queued'),
    },
    'run.evaluate': {
      run: () => void (shown() && evaluations.ask(shown()!)),
      isEnabled: () => (shown()?.step ?? 0) > 0,
    },
    'go.latestRun': {
      run: () => router.go({ page: 'run', runId: runs.all[0]!.id }),
      isEnabled: () => runs.all.length > 0,
    },
  };
}
