/** The library of perceptual and metric networks, the downloads on their way, and what went wrong with each. */
import type { LibraryId } from '../../core/protocol/libraryIds.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { InstallProgress } from '../../core/protocol/studio/catalogue.ts';
import type { Result, StudioError } from '../../core/protocol/studio/errors.ts';
import type { LibraryWeights } from '../../core/protocol/studio/weights.ts';
import { STARTING } from '../datasets/installWords.ts';
import type { Toasts } from './toasts.svelte.ts';
import { without } from './without.ts';

export class WeightsLibrary {
  entries = $state.raw<readonly LibraryWeights[]>([]);
  /** Downloads on their way, by id. */
  progress = $state.raw<Readonly<Record<string, InstallProgress>>>({});
  /** What the last thing that was done with each has failed of, by id. */
  errors = $state.raw<Readonly<Record<string, StudioError>>>({});
  /** The file that is being copied in or read again. */
  busy = $state<LibraryId>();
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  /** Listens and loads; the returned function ends that. */
  open(): () => void {
    const close = this.#api.listen((event) => {
      if (event.kind === 'weights-progress') this.progress = { ...this.progress, [event.id]: event.progress };
    });
    void this.load();
    return close;
  }

  async load(): Promise<void> {
    const result = await this.#api.weights.library();
    if (!result.ok) return this.#toasts.fail(result.error);
    this.entries = result.value;
    const running = this.entries.flatMap(({ id, progress }) => (progress ? [[id, progress] as const] : []));
    this.progress = { ...Object.fromEntries(running), ...this.progress };
  }

  async download({ id, title }: LibraryWeights): Promise<void> {
    this.progress = { ...this.progress, [id]: STARTING };
    const result = await this.#api.weights.download({ id });
    this.progress = without(this.progress, id);
    const outcome = await this.#settle(id, result);
    if (outcome?.kind === 'stopped') this.#toasts.done(`Stopped. What came of ${title} is kept.`);
    if (outcome?.kind === 'installed') this.#toasts.done(`${title} is there and verified.`);
  }

  async stop({ id }: LibraryWeights): Promise<void> {
    const result = await this.#api.weights.stop({ id });
    if (!result.ok) this.#toasts.fail(result.error);
  }

  /** Asks for a file and copies it in, if it holds these weights. */
  async add({ id, title }: LibraryWeights): Promise<void> {
    if (await this.#during(id, this.#api.weights.add({ id }))) this.#toasts.done(`${title} is there.`);
  }

  async check({ id, title }: LibraryWeights): Promise<void> {
    const isIntact = await this.#during(id, this.#api.weights.check({ id }));
    if (isIntact === true) this.#toasts.done(`${title} is as it was when it came.`);
    if (isIntact === false) {
      this.#toasts.warn(`The file of ${title} was changed since it came. Remove it and get it again.`);
    }
  }

  async remove({ id, title }: LibraryWeights): Promise<void> {
    const result = await this.#api.weights.remove({ id });
    await this.#settle(id, result);
    if (result.ok) this.#toasts.done(`Removed ${title} from this computer.`);
  }

  async #during<Value>(id: LibraryId, work: Promise<Result<Value>>): Promise<Value | undefined> {
    this.busy = id;
    const result = await work;
    this.busy = undefined;
    return await this.#settle(id, result);
  }

  /** Shows an error at its entry, and what is there now. */
  async #settle<Value>(id: LibraryId, result: Result<Value>): Promise<Value | undefined> {
    const others = without(this.errors, id);
    this.errors = result.ok ? others : { ...others, [id]: result.error };
    await this.load();
    return result.ok ? result.value : undefined;
  }
}
