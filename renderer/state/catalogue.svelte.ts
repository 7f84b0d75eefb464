/** The catalogue of datasets, which of it is looked at, and the downloads on their way. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { CatalogueDataset, InstallProgress } from '../../core/protocol/studio/catalogue.ts';
import { STARTING } from '../datasets/installWords.ts';
import { Cityscapes } from './cityscapes.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { without } from './without.ts';

export class Catalogue {
  /** Without the built-in set, which is among the datasets anyway. */
  entries = $state.raw<readonly CatalogueDataset[]>([]);
  /** The entry that is looked at; undefined while a known dataset is. */
  readonly chosen: CatalogueDataset | undefined = $derived.by(() => {
    return this.entries.find(({ id }) => id === this.#chosenId);
  });
  /** Downloads on their way, by id. */
  progress = $state.raw<Readonly<Record<string, InstallProgress>>>({});
  /** Ids whose terms were accepted since the page was opened. */
  accepted = $state.raw<ReadonlySet<string>>(new Set());
  /** The person's own copy of Cityscapes on its way to pairs. */
  readonly cityscapes: Cityscapes;
  #chosenId = $state<string>();
  readonly #api: StudioApi;
  readonly #datasets: Datasets;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, datasets: Datasets, toasts: Toasts) {
    this.#api = api;
    this.#datasets = datasets;
    this.#toasts = toasts;
    this.cityscapes = new Cityscapes(api, async ({ datasetId, name }) => {
      await this.#datasets.show(datasetId);
      this.choose(undefined);
      this.#toasts.done(`The pairs of ${name} are made and listed.`);
    });
  }

  /** Listens and loads; the returned function ends that. */
  open(): () => void {
    const close = this.#api.listen((event) => {
      if (event.kind === 'install-progress') this.#show(event.id, event.progress);
      if (event.kind === 'cityscapes-progress') this.cityscapes.hear(event.progress);
    });
    void this.load();
    return close;
  }

  async load(): Promise<void> {
    const result = await this.#api.catalogue.list();
    if (!result.ok) return this.#toasts.fail(result.error);
    this.entries = result.value.filter(({ state }) => state !== 'builtIn');
    const running = this.entries.flatMap(({ id, progress }) => (progress ? [[id, progress] as const] : []));
    this.progress = { ...Object.fromEntries(running), ...this.progress };
  }

  choose(id: string | undefined): void {
    this.#chosenId = id;
  }

  accept(id: string, isAccepted: boolean): void {
    const accepted = new Set(this.accepted);
    if (isAccepted) accepted.add(id);
    else accepted.delete(id);
    this.accepted = accepted;
  }

  /** Downloads, unpacks and checks; ends at the new dataset and what the check found. */
  async install({ id, name }: CatalogueDataset): Promise<void> {
    this.#show(id, STARTING);
    const result = await this.#api.catalogue.install({ id, termsAccepted: true });
    this.progress = without(this.progress, id);
    await this.load();
    if (!result.ok) return this.#toasts.fail(result.error);
    if (result.value.kind === 'stopped') return this.#toasts.done(`Stopped. What came of “${name}” is kept.`);
    const { dataset, report } = result.value;
    const isWatched = this.#chosenId === id;
    await this.#datasets.added(dataset, report, isWatched);
    if (isWatched) this.choose(undefined);
    this.#toasts.done(`“${name}” is there and checked.`);
  }

  async stop(id: string): Promise<void> {
    const result = await this.#api.catalogue.stop({ id });
    if (!result.ok) this.#toasts.fail(result.error);
  }

  async openTerms(id: string): Promise<void> {
    const result = await this.#api.catalogue.openTerms({ id });
    if (!result.ok) this.#toasts.fail(result.error);
  }

  #show(id: string, progress: InstallProgress): void {
    this.progress = { ...this.progress, [id]: progress };
  }
}
