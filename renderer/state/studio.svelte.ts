/** All controllers of the studio, made once and wired to each other. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { About, StoreState } from '../../core/protocol/studio/app.ts';
import { Bundles } from './bundles.svelte.ts';
import { Canvas } from './canvas.svelte.ts';
import { Commands } from './commands.svelte.ts';
import { ComputeRuntime } from './computeRuntime.svelte.ts';
import { Evaluations } from './evaluations.svelte.ts';
import { Exports } from './exports.svelte.ts';
import { FolderImport } from './folderImport.svelte.ts';
import { LossReference } from './lossReference.svelte.ts';
import { PipelineChecks } from './pipelineChecks.svelte.ts';
import { PipelineEditor } from './pipelineEditor.svelte.ts';
import { PipelineFacts } from './pipelineFacts.svelte.ts';
import { PipelineFile } from './pipelineFile.svelte.ts';
import { Playground } from './playground.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { Router } from './router.svelte.ts';
import { Runs } from './runs.svelte.ts';
import { SweepPlan } from './sweepPlan.svelte.ts';
import { Sweeps } from './sweeps.svelte.ts';
import { Speeds } from './speeds.svelte.ts';
import { Targets } from './targets.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { StartPreviews } from './startPreviews.svelte.ts';
import { StartWeights } from './startWeights.svelte.ts';

export class Studio {
  readonly api: StudioApi;
  readonly router = new Router();
  readonly toasts = new Toasts();
  readonly editor = new PipelineEditor();
  readonly canvas = new Canvas(this.editor);
  readonly preferences: Preferences;
  readonly commands: Commands;
  readonly runs: Runs;
  readonly sweeps: Sweeps;
  readonly sweepPlan: SweepPlan;
  readonly targets: Targets;
  readonly file: PipelineFile;
  readonly facts: PipelineFacts;
  readonly checks: PipelineChecks;
  readonly compute: ComputeRuntime;
  readonly folders: FolderImport;
  readonly weights: StartWeights;
  readonly startPreviews: StartPreviews;
  readonly lossReference: LossReference;
  readonly bundles: Bundles;
  readonly evaluations: Evaluations;
  readonly exports: Exports;
  readonly speeds: Speeds;
  readonly playground: Playground;
  /** Whether the history can be opened; undefined until the main process has said so. */
  store = $state.raw<StoreState>();
  about = $state.raw<About>();

  constructor(api: StudioApi) {
    this.api = api;
    this.preferences = new Preferences(api, this.toasts);
    this.commands = new Commands(this.preferences, navigator.platform.startsWith('Mac'));
    this.runs = new Runs(api, this.toasts);
    this.sweeps = new Sweeps(api, this.toasts);
    this.file = new PipelineFile(api, this.editor, this.toasts);
    this.targets = new Targets(api, this.toasts);
    this.facts = new PipelineFacts(api, this.editor, this.file);
    this.checks = new PipelineChecks(api, this);
    this.sweepPlan = new SweepPlan(api, this);
    this.compute = new ComputeRuntime(api);
    this.folders = new FolderImport(api, this.editor, this.toasts);
    this.weights = new StartWeights(api, this.editor, this.toasts);
    this.startPreviews = new StartPreviews(api, this.editor, this.file);
    this.lossReference = new LossReference(api, this.runs, this.editor);
    this.bundles = new Bundles(api, this.toasts, this.router);
    this.evaluations = new Evaluations(api, this.toasts);
    this.exports = new Exports(api, this.toasts);
    this.speeds = new Speeds(api, this.toasts);
    this.playground = new Playground(api, this.toasts);
    this.#listen();
  }

  /** Asks the main process for everything that was there before this window. */
  async load(): Promise<void> {
    await this.preferences.load();
    await Promise.all([
      this.#loadAbout(),
      this.compute.load(),
      this.loadStore(),
      this.#showDraft(),
      this.file.loadRecents(),
    ]);
    await this.facts.refresh();
  }

  async loadStore(): Promise<void> {
    const result = await this.api.app.storeState();
    if (result.ok) this.store = result.value;
    else this.toasts.fail(result.error);
    await Promise.all([this.runs.load(), this.sweeps.load(), this.targets.load()]);
    await this.lossReference.load();
  }

  /** At once, and not when all else is loaded: by then a person may have gone elsewhere. */
  async #showDraft(): Promise<void> {
    await this.file.loadDraft();
    if (this.file.isChosen && this.router.route.page === 'home') this.router.go({ page: 'pipeline' });
  }

  async #loadAbout(): Promise<void> {
    const result = await this.api.app.about();
    if (result.ok) this.about = result.value;
  }

  #listen(): void {
    this.api.listen((event) => {
      switch (event.kind) {
        case 'menu-command':
          return this.commands.ask(event.command);
        case 'show-run':
          return this.router.go({ page: 'run', runId: event.runId });
        case 'show-sweep':
          return this.router.go({ page: 'sweep', sweepId: event.sweepId });
        case 'open-recent':
          return void this.#showIfOpened(this.file.openRecent(event.fileId));
        case 'pipeline-opened':
          if (!event.result.ok) return this.toasts.fail(event.result.error);
          return void this.#showIfOpened(Promise.resolve(this.file.showOpened(event.result.value)));
        case 'folder-dropped':
          return this.folders.show(event.result);
        default:
          return undefined;
      }
    });
  }

  async #showIfOpened(opened: Promise<boolean>): Promise<void> {
    if (await opened) this.router.go({ page: 'pipeline' });
  }
}
