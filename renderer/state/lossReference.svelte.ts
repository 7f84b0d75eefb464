/** The run whose numbers tell how much each loss makes up: of the pipeline's method, the active one, live, else the newest. */
import { parsePipeline, type Method, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { Runs } from './runs.svelte.ts';

interface Reference {
  readonly runId: string;
  readonly name: string;
  readonly losses: PipelineDocument['losses'];
  readonly metrics: Readonly<Record<string, number>>;
}

/** How many of the newest runs that got as far as a step are looked at. */
const MOST_RUNS = 5;

export class LossReference {
  /** The newest run of each method: another method's losses are of another size. */
  #loaded = $state.raw<ReadonlyMap<Method, Reference>>(new Map());
  readonly current: Reference | undefined = $derived.by(() => {
    const loaded = this.#loaded.get(this.#editor.document.method);
    const isLive = loaded?.runId === this.#runs.queue.activeRunId;
    return loaded && isLive ? { ...loaded, metrics: { ...loaded.metrics, ...this.#runs.latestMetrics } } : loaded;
  });
  readonly #api: StudioApi;
  readonly #runs: Runs;
  readonly #editor: PipelineEditor;

  constructor(api: StudioApi, runs: Runs, editor: PipelineEditor) {
    this.#api = api;
    this.#runs = runs;
    this.#editor = editor;
    api.listen((event) => {
      if (event.kind === 'queue-changed') void this.load();
      if (event.kind === 'run-live' && event.points.length > 0 && !this.#knows(event.runId)) void this.load();
    });
  }

  async load(): Promise<void> {
    const candidates = this.#runs.all.filter((run) => run.step > 0 || run.id === this.#runs.queue.activeRunId);
    const loaded = new Map<Method, Reference>();
    for (const run of candidates.slice(0, MOST_RUNS)) {
      const detail = await this.#api.runs.get({ runId: run.id });
      if (!detail.ok || detail.value.metricNames.length === 0) continue;
      const parsed = parsePipeline(detail.value.document);
      if (!parsed.ok) continue;
      const { method, losses } = parsed.document;
      if (loaded.has(method)) continue;
      loaded.set(method, { runId: run.id, name: run.name, losses, metrics: detail.value.latestMetrics });
    }
    this.#loaded = loaded;
  }

  #knows(runId: string): boolean {
    return [...this.#loaded.values()].some((reference) => reference.runId === runId);
  }
}
