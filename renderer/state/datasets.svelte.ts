/** Datasets: which the studio knows, what a full check of them found, and a folder on its way in. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type {
  DatasetDescription,
  DatasetReport,
  FolderInspection,
  KnownDataset,
} from '../../core/protocol/studio/datasets.ts';
import type { Result } from '../../core/protocol/studio/errors.ts';
import { DatasetSplit } from './datasetSplit.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export class Datasets {
  /** A dataset that is being divided. */
  dividing = $state.raw<DatasetSplit>();
  all = $state.raw<readonly KnownDataset[]>([]);
  isLoaded = $state(false);
  readonly chosen: KnownDataset | undefined = $derived.by(() => {
    return this.all.find(({ datasetId }) => datasetId === this.#chosenId) ?? this.all[0];
  });
  /** What full checks have found since the page was opened, by dataset id. */
  reports = $state.raw<Readonly<Record<string, DatasetReport>>>({});
  /** The dataset that is being checked, and how far that is. */
  checking = $state.raw<{ readonly datasetId: string; readonly done: number; readonly total: number }>();
  /** A folder that was picked and is looked at before anything is written. */
  inspection = $state.raw<FolderInspection>();
  #chosenId = $state<string>();
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  /** Listens and loads; the returned function ends that. */
  open(): () => void {
    const close = this.#api.listen((event) => {
      if (event.kind === 'split-progress') return this.dividing?.hear(event);
      if (event.kind !== 'dataset-progress' || event.datasetId !== this.checking?.datasetId) return;
      this.checking = { datasetId: event.datasetId, done: event.done, total: event.total };
    });
    void this.#load();
    return close;
  }

  choose(datasetId: string): void {
    this.#chosenId = datasetId;
  }

  async pickFolder(): Promise<void> {
    this.#look(await this.#api.datasets.pickFolder());
  }

  async pickTwoFolders(): Promise<void> {
    this.#look(await this.#api.datasets.pickTwoFolders());
  }

  /** Opens the dialog in which the dataset is divided. */
  divide(dataset: KnownDataset): void {
    this.dividing = new DatasetSplit(this.#api, dataset, async () => {
      this.dividing = undefined;
      await this.#load();
      this.#toasts.done(`“${dataset.name}” is divided. Every run reads it so from now on.`);
    });
  }

  closeDivision(): void {
    void this.dividing?.stop();
    this.dividing = undefined;
  }

  cancelImport(): void {
    this.inspection = undefined;
  }

  async import(description: DatasetDescription, name: string): Promise<void> {
    const result = await this.#api.datasets.import({ datasetId: description.datasetId, name });
    if (!result.ok) return this.#toasts.fail(result.error);
    this.inspection = undefined;
    this.#chosenId = result.value.datasetId;
    await this.#load();
    this.#toasts.done(`Added “${name}”. Its files stay where they are.`);
  }

  /** A dataset came from the catalogue, with what its check found; `isChosen`: it is shown at once. */
  async added({ datasetId }: KnownDataset, report: DatasetReport, isChosen: boolean): Promise<void> {
    this.reports = { ...this.reports, [datasetId]: report };
    if (isChosen) this.#chosenId = datasetId;
    await this.#load();
  }

  /** Loads the list again and shows this one. */
  async show(datasetId: string): Promise<void> {
    this.#chosenId = datasetId;
    await this.#load();
  }

  /** Forgets a dataset; its files stay. */
  async remove({ datasetId, name }: KnownDataset): Promise<void> {
    const result = await this.#api.datasets.remove({ datasetId });
    if (!result.ok) return this.#toasts.fail(result.error);
    await this.#load();
    this.#toasts.done(`Removed “${name}” from the list. Its files stay where they are.`);
  }

  /** Opens every file. `cropSize` is what the pictures must be good for. */
  async check({ datasetId, settings }: KnownDataset, cropSize: number): Promise<void> {
    this.checking = { datasetId, done: 0, total: 0 };
    const result = await this.#api.datasets.validate({ settings, origin: { kind: 'new' }, cropSize });
    this.checking = undefined;
    if (result.ok) this.reports = { ...this.reports, [datasetId]: result.value };
    else this.#toasts.fail(result.error);
  }

  async #load(): Promise<void> {
    const result = await this.#api.datasets.list();
    if (result.ok) this.all = result.value;
    else this.#toasts.fail(result.error);
    this.isLoaded = true;
  }

  #look(result: Result<FolderInspection | null>): void {
    if (!result.ok) this.#toasts.fail(result.error);
    else if (result.value) this.inspection = result.value;
  }
}
