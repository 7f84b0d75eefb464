/** All runs, the queue, and where the active run is: for the status bar, the badge on the rail and the lists. */
import { isActive } from '../../core/protocol/runState.ts';
import type { Phase, Progress } from '../../core/protocol/engineMessage.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { RunLive, StudioEvent } from '../../core/protocol/studio/events.ts';
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';
import type { Queue } from '../../core/protocol/studio/runs.ts';
import type { Toasts } from './toasts.svelte.ts';

export class Runs {
  /** Newest first. */
  all = $state.raw<readonly StudioRun[]>([]);
  queue = $state.raw<Queue>({ activeRunId: null, waitingRunIds: [], clusterRunIds: [] });
  /** Of the active run; undefined until it has reported. */
  progress = $state.raw<Progress>();
  phase = $state.raw<Phase>();
  /** Of every run that trains just now, also those of a sweep, by run id. */
  live = $state.raw<ReadonlyMap<string, Progress>>(new Map());
  /** Last value of every metric of the active run, by name. */
  latestMetrics = $state.raw<Readonly<Record<string, number>>>({});
  readonly active = $derived(this.all.find((run) => run.id === this.queue.activeRunId));
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    api.listen((event) => this.#receive(event));
  }

  async load(): Promise<void> {
    const [runs, queue] = await Promise.all([this.#api.runs.list({ deleted: false }), this.#api.runs.queue()]);
    // A store that cannot be opened has a page of its own; see App.svelte.
    if (runs.ok) this.all = runs.value;
    if (queue.ok) this.queue = queue.value;
  }

  async pauseOrContinue(run: StudioRun): Promise<void> {
    const { runs } = this.#api;
    this.#report(await (run.state === 'paused' ? runs.continue({ runId: run.id }) : runs.pause({ runId: run.id })));
  }

  async stop(run: StudioRun): Promise<void> {
    this.#report(await this.#api.runs.stop({ runId: run.id }));
  }

  async resume(run: StudioRun): Promise<void> {
    this.#report(await this.#api.runs.resume({ runId: run.id }));
  }

  #report(result: Awaited<ReturnType<StudioApi['runs']['stop']>>): void {
    if (!result.ok) this.#toasts.fail(result.error);
  }

  #receive(event: StudioEvent): void {
    if (event.kind === 'run-changed') this.#replace(event.run);
    else if (event.kind === 'queue-changed') this.#follow(event.queue);
    else if (event.kind === 'run-live') this.#hear(event);
  }

  #hear(event: RunLive): void {
    if (event.progress) this.live = new Map(this.live).set(event.runId, event.progress);
    if (event.runId === this.queue.activeRunId) this.#advance(event);
  }

  #replace(changed: StudioRun): void {
    const others = this.all.filter((run) => run.id !== changed.id);
    const kept = changed.deletedMs === null ? [...others, changed] : others;
    this.all = kept.sort((first, second) => second.createdMs - first.createdMs);
    if (isActive(changed.state)) return;
    if (changed.id === this.queue.activeRunId) this.progress = undefined;
    if (this.live.has(changed.id)) this.live = new Map([...this.live].filter(([runId]) => runId !== changed.id));
  }

  #follow(queue: Queue): void {
    if (queue.activeRunId !== this.queue.activeRunId) {
      this.progress = undefined;
      this.phase = undefined;
      this.latestMetrics = {};
    }
    this.queue = queue;
  }

  #advance({ progress, phase, points }: RunLive): void {
    if (progress) this.progress = progress;
    if (phase) this.phase = phase.phase;
    if (points.length > 0)
      this.latestMetrics = Object.assign({}, this.latestMetrics, ...points.map(({ values }) => values));
  }
}
