/** All handlers of the contract, made from the parts of the main process. */
import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { PipelineDocument } from '../../../core/pipeline/index.ts';
import type { CommandId } from '../../../core/protocol/studio/commands.ts';
import type { Dialogs } from '../dialogs.ts';
import type { DocumentPlaces } from '../documents.ts';
import type { ExportBook } from '../exports/exportBook.ts';
import type { Exporter } from '../exports/exporter.ts';
import type { Recents } from '../files/recents.ts';
import type { SettingsFile } from '../files/settingsFile.ts';
import type { StudioFolders } from '../folders.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { RunService } from '../runs/runService.ts';
import type { StoreKeeper } from '../storeKeeper.ts';
import type { TokenKeeper } from '../targets/tokenKeeper.ts';
import { Catalogue } from '../tools/catalogue.ts';
import type { DatasetBook } from '../tools/datasetBook.ts';
import { Machine } from '../tools/machine.ts';
import { SplitMaker } from '../tools/splitMaker.ts';
import type { ToolsProcess } from '../tools/toolsProcess.ts';
import { WeightsShelf } from '../tools/weightsShelf.ts';
import { Bundler } from '../work/bundler.ts';
import { Evaluator } from '../work/evaluator.ts';
import type { OneAtATime } from '../work/oneAtATime.ts';
import type { StartPreviewer } from '../work/startPreviewer.ts';
import { SpeedBench } from '../work/speedBench.ts';
import { createAppHandlers } from './app.ts';
import { createBundleHandlers } from './bundles.ts';
import { createCatalogueHandlers } from './catalogue.ts';
import { createDatasetHandlers } from './datasets.ts';
import { createEvaluationHandlers } from './evaluations.ts';
import { createExportHandlers } from './exports.ts';
import { createPipelineHandlers } from './pipelines.ts';
import { createRunHandlers } from './runs.ts';
import { createSettingsHandlers } from './settings.ts';
import { createSweepHandlers } from './sweeps.ts';
import { createSpeedHandlers } from './speeds.ts';
import { createSystemHandlers } from './system.ts';
import { createTargetHandlers } from './targets.ts';
import { createWeightsHandlers } from './weights.ts';

export interface StudioParts {
  readonly folders: StudioFolders;
  readonly store: StoreKeeper;
  readonly places: DocumentPlaces;
  readonly settings: SettingsFile;
  readonly tokens: TokenKeeper;
  readonly recents: Recents;
  readonly tools: ToolsProcess;
  /** For jobs that take seconds. */
  readonly planner: ToolsProcess;
  readonly book: DatasetBook;
  readonly exports: ExportBook;
  readonly exporter: Exporter;
  readonly work: OneAtATime;
  readonly previewer: StartPreviewer;
  readonly dialogs: Dialogs;
  readonly runs: RunService;
  readonly sendEvent: SendEvent;
  /** Throws if there is no window. */
  readonly getWindow: () => BrowserWindow;
  applySettings(): void;
  setDisabledCommands(commands: readonly CommandId[]): void;
}

export function createHandlers(parts: StudioParts): Handlers {
  const { folders, store, settings, tools, runs } = parts;
  const common = {
    ...parts,
    ...runs,
    machine: new Machine(tools, () => settings.current.runtimeFlavour),
    getStore: () => store.store,
    dataFolder: folders.data,
    countTrainingPairs: (document: PipelineDocument, directory: string) =>
      tools.run('countTrainingPairs', { settings: document.dataset, directory }),
  };
  return {
    pipelines: createPipelineHandlers({ ...common, draftPath: join(folders.profile, 'draft.json') }),
    runs: createRunHandlers(common),
    sweeps: createSweepHandlers(common),
    evaluations: createEvaluationHandlers({ ...common, evaluator: new Evaluator(common) }),
    bundles: createBundleHandlers({ ...common, bundler: new Bundler(common) }),
    datasets: createDatasetHandlers({ ...common, splits: new SplitMaker(tools, parts.book) }),
    catalogue: createCatalogueHandlers({ ...common, catalogue: new Catalogue(tools, parts.book, folders.data) }),
    exports: createExportHandlers(common),
    speeds: createSpeedHandlers({ ...common, bench: new SpeedBench(common) }),
    weights: createWeightsHandlers({ ...common, shelf: new WeightsShelf(tools, common.getStore, folders.data) }),
    settings: createSettingsHandlers({ settings, apply: () => parts.applySettings() }),
    targets: createTargetHandlers(common),
    system: createSystemHandlers(common),
    app: createAppHandlers(common),
  };
}
