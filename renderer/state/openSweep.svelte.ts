/** The sweep that a page shows, kept fresh while somebody works on it. */
import { metricsOfRuns } from '../sweeps/results.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';
import type { StudioSweep } from '../../core/protocol/studio/sweeps.ts';

/** The command line may work on the sweep too, and reports to the store only. */
const LOOK_EVERY_MS = 2_000;

export class OpenSweep {
  readonly sweepId: string;
  sweep = $state.raw<StudioSweep>();
  /** Why the sweep cannot be shown. */
  problem = $state.raw<StudioError>();
  /** Quality metrics that any of its runs was measured with. */
  readonly metrics: readonly string[] = $derived.by(() => metricsOfRuns(this.sweep?.runs ?? []));
  readonly metric: string = $derived.by(() => {
    return this.metrics.find((metric) => metric === this.#metric) ?? this.metrics[0] ?? 'ssim';
  });
  #metric = $state('ssim');
  #isAsking = false;
  #isStale = false;
  readonly #api: StudioApi;

  constructor(api: StudioApi, sweepId: string) {
    this.#api = api;
    this.sweepId = sweepId;
  }

  /** Listens and loads; the returned function ends that. */
  open(): () => void {
    const close = this.#api.listen((event) => {
      if (event.kind === 'sweep-changed' && event.sweepId === this.sweepId) void this.refresh();
    });
    const timer = setInterval(() => this.#isLiving && void this.refresh(), LOOK_EVERY_MS);
    void this.refresh();
    return () => {
      close();
      clearInterval(timer);
    };
  }

  chooseMetric(metric: string): void {
    this.#metric = metric;
  }

  /** One question at a time; what changes meanwhile is asked for afterwards. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isStale) {
      this.#isStale = false;
      const result = await this.#api.sweeps.get({ sweepId: this.sweepId });
      if (result.ok) this.sweep = result.value;
      else this.problem = result.error;
    }
    this.#isAsking = false;
  }

  get #isLiving(): boolean {
    return ['running', 'paused', 'stopping'].includes(this.sweep?.state ?? '');
  }
}
