/** A dataset on its way to be divided: shares, the plan, and writing it down. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { KnownDataset, SplitPlan } from '../../core/protocol/studio/datasets.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';

interface Progress {
  readonly done: number;
  readonly total: number;
}

export class DatasetSplit {
  readonly dataset: KnownDataset;
  /** In percent of all pairs. */
  validation = $state(5);
  test = $state(0);
  /** What would be written; undefined until it was looked at with these shares. */
  plan = $state.raw<SplitPlan>();
  /** While near-duplicates are looked for. */
  progress = $state.raw<Progress>();
  error = $state.raw<StudioError>();
  readonly #api: StudioApi;
  readonly #onWritten: () => Promise<void>;

  constructor(api: StudioApi, dataset: KnownDataset, onWritten: () => Promise<void>) {
    this.#api = api;
    this.dataset = dataset;
    this.#onWritten = onWritten;
  }

  setShares(shares: { validation?: number; test?: number }): void {
    this.validation = shares.validation ?? this.validation;
    this.test = shares.test ?? this.test;
    this.plan = undefined;
  }

  hear({ datasetId, done, total }: Progress & { readonly datasetId: string }): void {
    if (datasetId === this.dataset.datasetId && this.progress) this.progress = { done, total };
  }

  async look(): Promise<void> {
    this.error = undefined;
    this.progress = { done: 0, total: 0 };
    const { datasetId } = this.dataset;
    const shares = { validation: this.validation / 100, test: this.test / 100 };
    const result = await this.#api.datasets.planSplit({ datasetId, ...shares });
    this.progress = undefined;
    if (!result.ok) this.error = result.error;
    else this.plan = result.value ?? undefined;
  }

  async stop(): Promise<void> {
    if (this.progress) await this.#api.datasets.stopSplit({ datasetId: this.dataset.datasetId });
  }

  async write(): Promise<void> {
    const result = await this.#api.datasets.writeSplit({ datasetId: this.dataset.datasetId });
    if (result.ok) await this.#onWritten();
    else this.error = result.error;
  }
}
