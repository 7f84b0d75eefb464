/** Settings: read, changed, and put into effect. */
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import type { SettingsFile } from '../files/settingsFile.ts';
import type { HandlersOf } from '../ipc/handlers.ts';

export interface SettingsServices {
  readonly settings: SettingsFile;
  /** Puts them into effect: theme, menu keys, what other parts of the window show. */
  apply(settings: Settings): void;
}

export function createSettingsHandlers({ settings, apply }: SettingsServices): HandlersOf<'settings'> {
  return {
    get: () => settings.current,
    set: async (changes) => {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const current = await settings.change(given);
      apply(current);
      return current;
    },
  };
}
