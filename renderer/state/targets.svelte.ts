/** Where runs can be computed besides this machine, and what the last test of each place has found. */
import type { ClusterProbe, ComputeTarget, RayTarget } from '../../core/protocol/computeTarget.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioTarget } from '../../core/protocol/studio/targets.ts';
import type { Toasts } from './toasts.svelte.ts';

export type TestState = ClusterProbe | 'testing';

export class Targets {
  all = $state.raw<readonly StudioTarget[]>([]);
  /** Name of the cluster that computes what is started next; '' for this machine. */
  chosenName = $state('');
  /** undefined: this machine. */
  readonly chosen: RayTarget | undefined = $derived(
    this.all.find(({ target }) => target.name === this.chosenName)?.target,
  );
  readonly chosenOrHere: ComputeTarget = $derived(this.chosen ?? { kind: 'local' });
  /** By the target's name. */
  tests = $state.raw<Readonly<Record<string, TestState>>>({});
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  async load(): Promise<void> {
    const result = await this.#api.targets.list();
    // A store that cannot be opened has a page of its own; see App.svelte.
    if (result.ok) this.all = result.value;
  }

  /** `token` undefined: it stays as it is. Resolves to whether the target was saved. */
  async save(target: Omit<RayTarget, 'token'>, token: string | undefined): Promise<boolean> {
    const result = await this.#api.targets.save({ target, ...(token === undefined ? {} : { token }) });
    if (!result.ok) this.#toasts.fail(result.error);
    await this.load();
    return result.ok;
  }

  async remove(name: string): Promise<void> {
    const result = await this.#api.targets.remove({ name });
    if (result.ok) this.#toasts.done(`Removed “${name}”.`, { label: 'Undo', run: () => void this.#restore(name) });
    else this.#toasts.fail(result.error);
    this.tests = Object.fromEntries(Object.entries(this.tests).filter(([tested]) => tested !== name));
    await this.load();
  }

  async #restore(name: string): Promise<void> {
    const result = await this.#api.targets.restore({ name });
    if (!result.ok) this.#toasts.fail(result.error);
    await this.load();
  }

  async test(name: string): Promise<void> {
    this.tests = { ...this.tests, [name]: 'testing' };
    const result = await this.#api.targets.test({ name });
    const found: TestState = result.ok ? result.value : { kind: 'problem', message: result.error.message };
    this.tests = { ...this.tests, [name]: found };
  }
}
