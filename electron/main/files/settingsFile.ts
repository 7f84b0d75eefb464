/** The settings: in one file of the data folder, kept in memory. */
import { z } from 'zod';
import { DEFAULT_SETTINGS, SettingsSchema, type Settings } from '../../../core/protocol/studio/settings.ts';
import { JsonFile } from './jsonFile.ts';

export class SettingsFile {
  readonly #file: JsonFile<Record<string, unknown>>;
  #current: Settings = DEFAULT_SETTINGS;

  constructor(path: string) {
    this.#file = new JsonFile(path, z.record(z.string(), z.unknown()));
  }

  async load(): Promise<void> {
    this.#current = readSettings((await this.#file.read()) ?? {});
  }

  get current(): Settings {
    return this.#current;
  }

  async change(changes: Partial<Settings>): Promise<Settings> {
    this.#current = { ...this.#current, ...changes };
    await this.#file.write(this.#current);
    return this.#current;
  }
}

/** Takes every value that is as it should be; the others get their default, so one bad value does not lose the rest. */
export function readSettings(raw: Readonly<Record<string, unknown>>): Settings {
  const good = Object.entries(SettingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(raw[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return SettingsSchema.parse({ ...DEFAULT_SETTINGS, ...Object.fromEntries(good) });
}
