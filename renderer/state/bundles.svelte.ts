/** Bundles: a run on its way to or from another machine. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';
import { formatBytes } from '../format/numbers.ts';
import type { Router } from './router.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export class Bundles {
  /** What is being done; undefined: nothing. */
  running = $state.raw<{ readonly label: string; readonly fraction: number | undefined }>();
  readonly #api: StudioApi;
  readonly #toasts: Toasts;
  readonly #router: Router;

  constructor(api: StudioApi, toasts: Toasts, router: Router) {
    this.#api = api;
    this.#toasts = toasts;
    this.#router = router;
    api.listen((event) => {
      if (event.kind === 'bundle-progress' && this.running)
        this.running = { ...this.running, fraction: event.fraction };
      if (event.kind === 'bundle-dropped') void this.openDropped(event.fileId, event.name);
    });
  }

  async save(run: { readonly id: string; readonly name: string }): Promise<void> {
    const result = await this.#while(`Packing “${run.name}”`, () => this.#api.bundles.save({ runId: run.id }));
    if (!result?.ok || !result.value) return;
    const { file, bytes, leftOut } = result.value;
    const { fileId, name } = file;
    const show = () => void this.#api.system.reveal({ kind: 'file', fileId });
    const missing = leftOut.length > 0 ? ` Left out, since gone or changed: ${leftOut.join(', ')}.` : '';
    this.#toasts.done(`Saved ${name} (${formatBytes(bytes)}).${missing}`, { label: 'Show in folder', run: show });
  }

  async open(): Promise<void> {
    await this.#take('Opening the bundle', () => this.#api.bundles.open());
  }

  async openDropped(fileId: string, name: string): Promise<void> {
    await this.#take(`Opening ${name}`, () => this.#api.bundles.openDropped({ fileId }));
  }

  async stop(): Promise<void> {
    const result = await this.#api.bundles.stop();
    if (!result.ok) this.#toasts.fail(result.error);
  }

  async #take(label: string, open: () => ReturnType<StudioApi['bundles']['open']>): Promise<void> {
    const result = await this.#while(label, open);
    if (!result?.ok || !result.value) return;
    const { runId, name } = result.value;
    this.#toasts.done(`“${name}” is in the history.`);
    this.#router.go({ page: 'run', runId });
  }

  /** One at a time; what went wrong is told. */
  async #while<Outcome extends { readonly ok: true } | { readonly ok: false; readonly error: StudioError }>(
    label: string,
    work: () => Promise<Outcome>,
  ): Promise<Outcome | undefined> {
    if (this.running) return undefined;
    this.running = { label, fraction: undefined };
    const result = await work();
    this.running = undefined;
    if (!result.ok && result.error.code !== 'work-stopped') this.#toasts.fail(result.error);
    return result;
  }
}
