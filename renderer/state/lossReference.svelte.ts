/** The run whose numbers tell how much each loss makes up: the active one, live, else the newest that has any. */
import { parsePipeline, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { Runs } from './runs.svelte.ts';

interface Reference {
  readonly runId: string;
  readonly name: string;
  readonly losses: PipelineDocument['losses'];
  readonly metrics: Readonly<Record<string, number>>;
}

/** How many of the newest runs are looked at for one that got as far as a step. */
const MOST_RUNS = 5;

export class LossReference {
  #loaded = $state.raw<Reference>();
  readonly current: Reference | undefined = $derived.by(() => {
    const isLive = this.#loaded?.runId === this.#runs.queue.activeRunId;
    return this.#loaded && isLive
      ? { ...this.#loaded, metrics: { ...this.#loaded.metrics, ...this.#runs.latestMetrics } }
      : this.#loaded;
  });
  readonly #api: StudioApi;
  readonly #runs: Runs;

  constructor(api: StudioApi, runs: Runs) {
    this.#api = api;
    this.#runs = runs;
    api.listen((event) => {
      if (event.kind === 'queue-changed') void this.load();
      if (event.kind === 'run-live' && event.points.length > 0 && event.runId !== this.#loaded?.runId) void this.load();
    });
  }

  async load(): Promise<void> {
    const candidates = this.#runs.all.filter((run) => run.step > 0 || run.id === this.#runs.queue.activeRunId);
    for (const run of candidates.slice(0, MOST_RUNS)) {
      const detail = await this.#api.runs.get({ runId: run.id });
      if (!detail.ok || detail.value.metricNames.length === 0) continue;
      const parsed = parsePipeline(detail.value.document);
      if (!parsed.ok) continue;
      const metrics = detail.value.latestMetrics;
      this.#loaded = { runId: run.id, name: run.name, losses: parsed.document.losses, metrics };
      return;
    }
  }
}
