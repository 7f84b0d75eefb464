/** The sweep that is being put together from the pipeline: its choices, and what it would do. Kept between visits. */
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';
import type { CandidateSettings, StudioSweepPreview, SweepCandidate } from '../../core/protocol/studio/sweeps.ts';
import { axisFields, type AxisField } from '../sweeps/axisFields.ts';
import { listDocument, sweepDocument, type PlannedAxis, type SweepChoices } from '../sweeps/planDocument.ts';
import { firstValues } from '../sweeps/suggestions.ts';
import { debounce } from './debounce.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { PipelineFile } from './pipelineFile.svelte.ts';
import type { Runs } from './runs.svelte.ts';
import type { Sweeps } from './sweeps.svelte.ts';
import type { Targets } from './targets.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

const QUIET_MS = 300;
/** The student's width, without which there is no curve. */
const FIRST_AXIS = 'student.ngf';

const FIRST_CHOICES: SweepChoices = {
  name: '',
  kind: 'grid',
  axes: [],
  seeds: [],
  count: 12,
  reduction: 3,
  firstSteps: 100,
  metric: 'ssim',
  maximumGigaMacs: undefined,
  maximumParameters: undefined,
};

interface SweepPlanParts {
  readonly editor: PipelineEditor;
  readonly file: PipelineFile;
  readonly runs: Runs;
  readonly sweeps: Sweeps;
  readonly targets: Targets;
  readonly toasts: Toasts;
}

export class SweepPlan {
  choices = $state.raw<SweepChoices>(FIRST_CHOICES);
  /** How many runs train at the same time; undefined: what the machine or the cluster bears. */
  runsAtOnce = $state<number>();
  preview = $state.raw<StudioSweepPreview>();
  /** Why there is no preview. */
  problem = $state.raw<StudioError>();
  isLooking = $state(false);
  isStarting = $state(false);
  readonly base: PipelineDocument = $derived.by(() => this.#editor.document);
  readonly fields: readonly AxisField[] = $derived.by(() => axisFields(this.base));
  /** Metrics that the pipeline measures: a budget search chooses by one of them. */
  readonly metrics: readonly string[] = $derived.by(() => this.base.evaluation.metrics);
  /** The candidates that will be run: all of the preview, but for those that a person has taken out of a list. */
  readonly chosen: readonly SweepCandidate[] = $derived.by(() => {
    const all = this.preview?.candidates ?? [];
    return this.choices.kind === 'list' ? all.filter(({ settings }) => this.isPicked(settings)) : all;
  });
  readonly runs: number = $derived.by(() => this.chosen.length * this.#seeds);
  /** Of all runs one after the other; null where nobody can tell before the dataset is here. */
  readonly totalSeconds: number | null = $derived.by(() => {
    if (this.choices.kind !== 'list') return this.preview?.totalSeconds ?? null;
    const known = this.chosen.flatMap(({ totalSeconds }) => (totalSeconds === null ? [] : [totalSeconds]));
    if (known.length < this.chosen.length) return null;
    return known.reduce((sum, seconds) => sum + seconds, 0) * this.#seeds;
  });
  readonly canStart: boolean = $derived.by(
    () => !this.isStarting && !this.isLooking && this.problem === undefined && this.chosen.length > 0,
  );
  #unpicked = $state.raw<ReadonlySet<string>>(new Set());
  /** The name that follows the pipeline's, as long as nobody has typed another one. */
  #suggestedName = '';
  #asked: string | undefined;
  #isAsking = false;
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #file: PipelineFile;
  readonly #runs: Runs;
  readonly #sweeps: Sweeps;
  readonly #targets: Targets;
  readonly #toasts: Toasts;
  readonly #look: () => void;

  constructor(api: StudioApi, { editor, file, runs, sweeps, targets, toasts }: SweepPlanParts) {
    this.#api = api;
    this.#editor = editor;
    this.#file = file;
    this.#runs = runs;
    this.#sweeps = sweeps;
    this.#targets = targets;
    this.#toasts = toasts;
    this.#look = debounce(() => void this.#ask(), QUIET_MS);
  }

  /** Takes up the pipeline as it is now: what it does not have any more is not varied any more. */
  open(): void {
    const known = new Set(this.fields.map(({ path }) => path));
    const { name, axes, seeds, metric } = this.choices;
    const isOwnName = name !== '' && name !== this.#suggestedName;
    this.#suggestedName = `${this.base.name}: sweep`.slice(0, 200);
    this.change({
      name: isOwnName ? name : this.#suggestedName,
      axes: axes.filter(({ path }) => known.has(path)),
      seeds: seeds.length === 0 ? [this.base.training.seed] : seeds,
      metric: this.metrics.includes(metric) ? metric : (this.metrics[0] ?? 'ssim'),
    });
    if (this.choices.axes.length === 0) this.addAxis(FIRST_AXIS);
  }

  change(changes: Partial<SweepChoices>): void {
    this.choices = { ...this.choices, ...changes };
    this.lookAgain();
  }

  /** What the sweep would do is looked at again soon: something that it depends on may be another way. */
  lookAgain(): void {
    this.isLooking = true;
    this.#look();
  }

  fieldOf(path: string): AxisField | undefined {
    return this.fields.find((field) => field.path === path);
  }

  addAxis(path: string): void {
    const field = this.fieldOf(path);
    const { axes } = this.choices;
    if (!field || axes.some((axis) => axis.path === path)) return;
    const values = firstValues(field, this.base);
    this.change({ axes: [...axes, { path, values, isInteger: field.kind === 'integer', range: undefined }] });
  }

  changeAxis(path: string, changes: Partial<Pick<PlannedAxis, 'values' | 'range'>>): void {
    this.change({ axes: this.choices.axes.map((axis) => (axis.path === path ? { ...axis, ...changes } : axis)) });
  }

  removeAxis(path: string): void {
    this.change({ axes: this.choices.axes.filter((axis) => axis.path !== path) });
  }

  isPicked(settings: CandidateSettings): boolean {
    return !this.#unpicked.has(JSON.stringify(settings));
  }

  pick(settings: CandidateSettings, isPicked: boolean): void {
    const others = [...this.#unpicked].filter((key) => key !== JSON.stringify(settings));
    this.#unpicked = new Set(isPicked ? others : [...others, JSON.stringify(settings)]);
  }

  /** Creates the sweep and begins it. Returns its id, or undefined if it was refused. */
  async start(): Promise<string | undefined> {
    this.isStarting = true;
    const settings = this.chosen.map((candidate) => candidate.settings);
    const { choices, base } = this;
    const document = choices.kind === 'list' ? listDocument(choices, base, settings) : sweepDocument(choices, base);
    const atOnce = this.runsAtOnce === undefined ? {} : { runsAtOnce: this.runsAtOnce };
    const target = { ...this.#targets.chosenOrHere, ...atOnce };
    const result = await this.#api.sweeps.start({ document, origin: this.#file.origin, target });
    this.isStarting = false;
    if (!result.ok) {
      this.#toasts.fail(result.error);
      return undefined;
    }
    this.choices = { ...this.choices, name: '' };
    await Promise.all([this.#runs.load(), this.#sweeps.load()]);
    return result.value.sweepId;
  }

  /** One question at a time; if something was chosen meanwhile, it is asked again. */
  async #ask(): Promise<void> {
    const document = sweepDocument(this.choices, this.base);
    const target = this.#targets.chosenOrHere;
    const key = JSON.stringify([document, target]);
    if (this.#isAsking) return;
    if (key === this.#asked) {
      this.isLooking = false;
      return;
    }
    this.#isAsking = true;
    const result = await this.#api.sweeps.preview({ document, origin: this.#file.origin, target });
    this.#isAsking = false;
    this.#asked = key;
    this.preview = result.ok ? result.value : undefined;
    this.problem = result.ok ? undefined : result.error;
    await this.#ask();
  }

  get #seeds(): number {
    return Math.max(1, this.choices.seeds.length);
  }
}
