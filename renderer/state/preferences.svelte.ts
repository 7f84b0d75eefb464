/** The person's settings, and the theme that follows from them and from the system. */
import { DEFAULT_SETTINGS, type Settings } from '../../core/protocol/studio/settings.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { Toasts } from './toasts.svelte.ts';

export class Preferences {
  settings = $state.raw<Settings>(DEFAULT_SETTINGS);
  #systemIsDark = $state(true);
  readonly theme: 'light' | 'dark' = $derived.by(() => {
    const { theme } = this.settings;
    if (theme !== 'system') return theme;
    return this.#systemIsDark ? 'dark' : 'light';
  });
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = query.matches;
    query.addEventListener('change', ({ matches }) => {
      this.#systemIsDark = matches;
    });
    api.listen((event) => {
      if (event.kind === 'settings-changed') this.settings = event.settings;
    });
  }

  async load(): Promise<void> {
    const result = await this.#api.settings.get();
    if (result.ok) this.settings = result.value;
    else this.#toasts.fail(result.error);
  }

  /** Saves what `change` names; the rest stays as it is. */
  async set(change: Partial<Settings>): Promise<void> {
    const result = await this.#api.settings.set(change);
    if (result.ok) this.settings = result.value;
    else this.#toasts.fail(result.error);
  }
}
