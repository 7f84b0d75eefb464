/** The runs that are compared, and what of them is looked at. */
import { qualityColumns, type QualityColumn } from '../../core/compare/columns.ts';
import { costAxes, DEFAULT_COST_AXIS, type CostAxis } from '../../core/compare/costAxes.ts';
import { groupBySeed, type ComparedRun, type GeneratorRole, type SeedGroup } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import { WHOLE_PICTURE, type View } from '../preview/view.ts';
import { OpenRun } from './openRun.svelte.ts';

export class Comparison {
  readonly runs: readonly OpenRun[];
  /** Zoom of the pictures of all runs. */
  view = $state.raw<View>(WHOLE_PICTURE);
  onlyDifferences = $state(true);
  /** Whether results of papers are in the plot. */
  showsPublished = $state(true);
  readonly #compared: readonly ComparedRun[] = $derived.by(() =>
    this.runs.flatMap(({ runId, run, document, evaluations, speeds }) =>
      run && document ? [{ id: runId, name: run.name, document, evaluations, speeds }] : [],
    ),
  );
  /** Runs that differ in their seed only are one group; for each generator. */
  readonly groupsOf: Readonly<Record<GeneratorRole, readonly SeedGroup[]>> = $derived.by(() => ({
    student: groupBySeed(this.#compared, 'student'),
    wider: groupBySeed(this.#compared, 'wider'),
    deeper: groupBySeed(this.#compared, 'deeper'),
  }));
  readonly #allGroups: readonly SeedGroup[] = $derived.by(() => Object.values(this.groupsOf).flat());
  /** What quality was measured with. */
  readonly columns: readonly QualityColumn[] = $derived.by(() => qualityColumns(this.#allGroups));
  readonly column: QualityColumn | undefined = $derived.by(
    () => this.columns.find(({ key }) => key === this.#columnKey) ?? this.columns[0],
  );
  readonly axes: readonly CostAxis[] = $derived.by(() => costAxes(this.#allGroups));
  readonly axis: CostAxis = $derived.by(() => this.axes.find(({ id }) => id === this.#axisId) ?? DEFAULT_COST_AXIS);
  /** Loss terms that any of the runs has. */
  readonly terms: readonly string[] = $derived.by(() => {
    return [...new Set(this.runs.flatMap((run) => run.metrics.table.names))].sort();
  });
  readonly term: string | undefined = $derived.by(() => this.#chosenIn(this.terms, this.#term) ?? this.terms[0]);
  /** Samples that all of the runs have pictures of. */
  readonly samples: readonly string[] = $derived.by(() => {
    const perRun = this.runs.filter((run) => run.previews.length > 0).map(({ previews }) => previews);
    const first = new Set(perRun[0]?.map(({ sampleId }) => sampleId));
    return [...first].filter((id) => perRun.every((previews) => previews.some(({ sampleId }) => sampleId === id)));
  });
  readonly sampleId: string | undefined = $derived.by(
    () => this.#chosenIn(this.samples, this.#sampleId) ?? this.samples[0],
  );
  #columnKey = $state('ssim');
  #axisId = $state(DEFAULT_COST_AXIS.id);
  #term = $state('G_student');
  #sampleId = $state('');

  constructor(api: StudioApi, runIds: readonly string[]) {
    this.runs = runIds.map((runId) => new OpenRun(api, runId));
  }

  /** Listens and loads; the returned function ends that. */
  open(): () => void {
    const closers = this.runs.map((run) => run.open());
    return () => closers.forEach((close) => close());
  }

  chooseColumn(key: string): void {
    this.#columnKey = key;
  }

  chooseAxis(id: string): void {
    this.#axisId = id;
  }

  chooseTerm(term: string): void {
    this.#term = term;
  }

  chooseSample(sampleId: string): void {
    this.#sampleId = sampleId;
  }

  #chosenIn(known: readonly string[], chosen: string): string | undefined {
    return known.find((candidate) => candidate === chosen);
  }
}
