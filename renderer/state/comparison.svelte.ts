/** The runs that are compared, and what of them is looked at. */
import { metricsOf } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import { WHOLE_PICTURE, type View } from '../preview/view.ts';
import { OpenRun } from './openRun.svelte.ts';

export class Comparison {
  readonly runs: readonly OpenRun[];
  /** Zoom of the pictures of all runs. */
  view = $state.raw<View>(WHOLE_PICTURE);
  onlyDifferences = $state(true);
  /** Quality metrics that any of the runs was measured with. */
  readonly metrics: readonly string[] = $derived.by(() => metricsOf(this.runs.flatMap((run) => run.evaluations)));
  readonly metric: string = $derived.by(() => this.#chosenIn(this.metrics, this.#metric) ?? 'ssim');
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
  #metric = $state('ssim');
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

  chooseMetric(metric: string): void {
    this.#metric = metric;
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
