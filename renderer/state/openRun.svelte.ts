/** The run that a page shows: what the store has of it, and what comes live. */
import { MetricTable } from '../charts/metricTable.ts';
import { parsePipeline, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { MetricPoint, Phase, Progress } from '../../core/protocol/engineMessage.ts';
import { definitionOf } from '../../core/protocol/evaluationDefinition.ts';
import type { SpeedRecord } from '../../core/protocol/speedRecords.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { Result, StudioError } from '../../core/protocol/studio/errors.ts';
import type { RunLive, StudioEvent } from '../../core/protocol/studio/events.ts';
import type {
  StudioCheckpoint,
  StudioEvaluation,
  StudioPreview,
  StudioRun,
  StudioRunEvent,
} from '../../core/protocol/studio/runRecords.ts';

/** Lists that come both from the store and live: one entry a key, the live one wins. */
function merged<Entry>(
  known: readonly Entry[],
  fresh: readonly Entry[],
  keyOf: (entry: Entry) => string,
): readonly Entry[] {
  if (fresh.length === 0) return known;
  return [...new Map([...known, ...fresh].map((entry) => [keyOf(entry), entry])).values()];
}

const previewKey = ({ step, sampleId, role }: StudioPreview): string => `${step} ${role} ${sampleId}`;

export class OpenRun {
  readonly runId: string;
  run = $state.raw<StudioRun>();
  /** The settings that the run was started with; undefined until loaded. */
  document = $state.raw<PipelineDocument>();
  isResumable = $state(false);
  previews = $state.raw<readonly StudioPreview[]>([]);
  evaluations = $state.raw<readonly StudioEvaluation[]>([]);
  /** Measured on this machine. */
  speeds = $state.raw<readonly SpeedRecord[]>([]);
  checkpoints = $state.raw<readonly StudioCheckpoint[]>([]);
  /** Log lines, warnings and errors, oldest first. */
  log = $state.raw<readonly StudioRunEvent[]>([]);
  /** Of this session: undefined for a run that is not being worked on. */
  phase = $state.raw<{ readonly phase: Phase; readonly detail: string }>();
  progress = $state.raw<Progress>();
  isLoaded = $state(false);
  /** Why the run cannot be shown. */
  problem = $state.raw<StudioError>();
  /** A fresh object after every growth, so that readers notice. */
  metrics = $state.raw<{ readonly table: MetricTable }>({ table: new MetricTable() });
  /** Points that came live while the store's were still on their way. */
  #earlyPoints: MetricPoint[] | undefined = [];
  readonly #api: StudioApi;

  constructor(api: StudioApi, runId: string) {
    this.#api = api;
    this.runId = runId;
  }

  /** Listens and loads; the returned function ends that. */
  open(): () => void {
    const close = this.#api.listen((event) => this.#receive(event));
    void this.#load();
    return close;
  }

  async #load(): Promise<void> {
    const request = { runId: this.runId };
    const { runs } = this.#api;
    const metricNames = await this.#loadDetail();
    if (this.problem) return;
    const [previews, evaluations, checkpoints, log, speeds] = await Promise.all([
      runs.previews(request),
      runs.evaluations(request),
      runs.checkpoints(request),
      runs.events(request),
      this.#api.speeds.list(request),
    ]);
    this.speeds = this.#valueOf(speeds) ?? [];
    this.previews = merged(this.#valueOf(previews) ?? [], this.previews, previewKey);
    this.evaluations = merged(this.#valueOf(evaluations) ?? [], this.evaluations, definitionOf);
    this.checkpoints = merged(this.#valueOf(checkpoints) ?? [], this.checkpoints, ({ path }) => path);
    this.log = merged(this.#valueOf(log) ?? [], this.log, ({ id }) => id);
    this.isLoaded = true;
    await this.#loadMetrics(metricNames);
  }

  /** Resolves to the names of the metrics that the store has. */
  async #loadDetail(): Promise<readonly string[]> {
    const detail = this.#valueOf(await this.#api.runs.get({ runId: this.runId }));
    if (!detail) return [];
    const parsed = parsePipeline(detail.document);
    this.run = detail.run;
    this.isResumable = detail.isResumable;
    if (parsed.ok) this.document = parsed.document;
    return detail.metricNames;
  }

  /** One metric after the other: long runs have millions of points, and the main process has other things to do too. */
  async #loadMetrics(names: readonly string[]): Promise<void> {
    const { table } = this.metrics;
    for (const name of names) {
      const series = await this.#api.runs.metrics({ runId: this.runId, names: [name] });
      this.#valueOf(series)?.forEach((metric) => table.addSeries(metric));
      this.metrics = { table };
    }
    table.addPoints(this.#earlyPoints ?? []);
    this.#earlyPoints = undefined;
    this.metrics = { table };
  }

  #valueOf<Value>(result: Result<Value>): Value | undefined {
    if (result.ok) return result.value;
    this.problem = result.error;
    return undefined;
  }

  #receive(event: StudioEvent): void {
    if (event.kind === 'run-live' && event.runId === this.runId) this.#advance(event);
    else if (event.kind === 'run-evaluated' && event.runId === this.runId) {
      this.evaluations = merged(this.evaluations, event.evaluations, definitionOf);
    } else if (event.kind === 'run-changed' && event.run.id === this.runId) this.#change(event.run);
  }

  #change(run: StudioRun): void {
    const hasNewState = run.state !== this.run?.state;
    this.run = run;
    if (!hasNewState) return;
    this.phase = undefined;
    if (run.endedMs !== null) this.progress = undefined;
    void this.#loadDetail();
  }

  #addPoints(points: readonly MetricPoint[]): void {
    const { table } = this.metrics;
    const firstStep = points[0]!.step;
    if (firstStep <= table.lastStep()) this.#forgetFrom(firstStep);
    table.addPoints(points);
    this.metrics = { table };
  }

  /** The run was resumed from an earlier step: what it had left after that is gone. */
  #forgetFrom(step: number): void {
    this.previews = this.previews.filter((preview) => preview.step < step);
    this.evaluations = this.evaluations.filter((evaluation) => evaluation.step < step);
  }

  #advance(live: RunLive): void {
    if (live.phase) this.phase = live.phase;
    if (live.progress) this.progress = live.progress;
    if (this.#earlyPoints) this.#earlyPoints.push(...live.points);
    else if (live.points.length > 0) this.#addPoints(live.points);
    this.previews = merged(this.previews, live.previews, previewKey);
    this.evaluations = merged(this.evaluations, live.evaluations, definitionOf);
    this.checkpoints = merged(this.checkpoints, live.checkpoints, ({ path }) => path);
    this.log = merged(this.log, live.events, ({ id }) => id);
  }
}
