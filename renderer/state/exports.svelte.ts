/** Exports: what can be exported, the one that is being made, and those there are. */
import {
  exportSettingsSchema,
  conventionFor,
  keptGenerators,
  parsePipeline,
  type ExportSettings,
  type ExportTarget,
  type PipelineDocument,
  type Precision,
} from '../../core/pipeline/index.ts';
import { costOf } from '../../core/networks/cost.ts';
import type { KeptRole } from '../../core/protocol/scalars.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';
import type { StudioExport, StudioExportProgress } from '../../core/protocol/studio/exports.ts';
import type { StudioCheckpoint } from '../../core/protocol/studio/runRecords.ts';
import { precisionFor } from '../exports/targets.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The export that is being made, or the last one that was. */
export interface Attempt {
  readonly title: string;
  readonly heard: readonly StudioExportProgress[];
  readonly outcome: { readonly made: StudioExport } | { readonly error: StudioError } | undefined;
}

export class Exports {
  all = $state.raw<readonly StudioExport[]>([]);
  isLoaded = $state(false);
  runId = $state<string>();
  checkpoints = $state.raw<readonly StudioCheckpoint[]>([]);
  /** That the run was started with; undefined until loaded. */
  document = $state.raw<PipelineDocument>();
  /** The generators of the run, the student first. */
  generators = $state.raw<readonly { readonly role: KeptRole; readonly parameters: number }[]>([]);
  role = $state<KeptRole>('student');
  /** Of the checkpoint; undefined: the latest one. */
  step = $state<number>();
  target = $state<ExportTarget>('onnx');
  precision = $state<Precision>('float32');
  range = $state<'-1..1' | '0..255'>('-1..1');
  basicOps = $state(false);
  calibration = $state<ExportSettings['calibration']>('minmax');
  minimumSsim = $state(0.9);
  attempt = $state.raw<Attempt>();
  /** The Python that writes TFLite; null: there is none; undefined: not looked yet. */
  python = $state.raw<{ readonly program: string; readonly version: string } | null>();
  readonly isBusy: boolean = $derived.by(() => this.attempt !== undefined && this.attempt.outcome === undefined);
  readonly ofRun: readonly StudioExport[] = $derived.by(() => this.all.filter(({ runId }) => runId === this.runId));
  readonly parameters: number | undefined = $derived.by(
    () => this.generators.find(({ role }) => role === this.role)?.parameters,
  );
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    api.listen((event) => {
      if (event.kind === 'exports-changed') return void this.#load();
      if (event.kind !== 'export-progress' || !this.attempt || !this.isBusy) return;
      this.attempt = { ...this.attempt, heard: [...this.attempt.heard, event.progress] };
    });
  }

  /** Loads what there is; `runId`: the run to show. */
  async open(runId: string | undefined): Promise<void> {
    const [python] = await Promise.all([this.#api.exports.tensorFlowPython(), this.#load()]);
    if (python.ok) this.python = python.value;
    if (runId !== undefined) await this.chooseRun(runId);
    this.isLoaded = true;
  }

  async chooseRun(runId: string): Promise<void> {
    this.runId = runId;
    this.document = undefined;
    this.step = undefined;
    const [detail, checkpoints] = await Promise.all([
      this.#api.runs.get({ runId }),
      this.#api.runs.checkpoints({ runId }),
    ]);
    if (this.runId !== runId) return;
    if (!detail.ok) return this.#toasts.fail(detail.error);
    const parsed = parsePipeline(detail.value.document);
    this.document = parsed.ok ? parsed.document : undefined;
    this.generators = parsed.ok ? generatorsOf(parsed.document) : [];
    if (!this.generators.some(({ role }) => role === this.role)) this.role = 'student';
    this.checkpoints = checkpoints.ok ? [...checkpoints.value].sort((a, b) => b.step - a.step) : [];
  }

  chooseTarget(target: ExportTarget): void {
    this.target = target;
    this.precision = precisionFor(target, this.precision);
    if (target === 'safetensors') this.range = '-1..1';
    if (target === 'safetensors') this.basicOps = false;
  }

  async start(title: string): Promise<void> {
    const { runId, role, step } = this;
    if (runId === undefined || this.isBusy) return;
    this.attempt = { title, heard: [], outcome: undefined };
    const order = { runId, role, settings: this.#settings(), ...(step === undefined ? {} : { step }) };
    const result = await this.#api.exports.start(order);
    const { heard } = this.attempt;
    this.attempt = { title, heard, outcome: result.ok ? { made: result.value } : { error: result.error } };
    if (result.ok) this.all = [result.value, ...this.all.filter(({ exportId }) => exportId !== result.value.exportId)];
  }

  async stop(): Promise<void> {
    const result = await this.#api.exports.stop();
    if (!result.ok) this.#toasts.fail(result.error);
  }

  async reveal({ exportId }: StudioExport): Promise<void> {
    const result = await this.#api.exports.reveal({ exportId });
    if (!result.ok) this.#toasts.fail(result.error);
  }

  /** Puts the lines that load the file on the clipboard. */
  async copySnippet({ exportId }: StudioExport, language: 'js' | 'python'): Promise<void> {
    const snippets = await this.#api.exports.snippets({ exportId });
    if (!snippets.ok) return this.#toasts.fail(snippets.error);
    const snippet = snippets.value.find((candidate) => candidate.language === language) ?? snippets.value[0];
    if (!snippet) return;
    const copied = await this.#api.system.copyText({ text: snippet.code });
    if (copied.ok) this.#toasts.done(`Copied. It needs: ${snippet.needs}`);
    else this.#toasts.fail(copied.error);
  }

  async #load(): Promise<void> {
    const all = await this.#api.exports.list();
    if (all.ok) this.all = all.value;
    else this.#toasts.fail(all.error);
  }

  #settings(): ExportSettings {
    const { target, precision, range, basicOps, calibration, minimumSsim } = this;
    const convention = conventionFor(target, range);
    return exportSettingsSchema.parse({ target, precision, convention, basicOps, calibration, minimumSsim });
  }
}

function generatorsOf(document: PipelineDocument): Exports['generators'] {
  const size = { height: document.preprocess.cropSize, width: document.preprocess.cropSize };
  return keptGenerators(document)
    .map(({ role, network }) => ({ role, parameters: costOf(network, size).parameters }))
    .sort((a, b) => Number(b.role === 'student') - Number(a.role === 'student'));
}
