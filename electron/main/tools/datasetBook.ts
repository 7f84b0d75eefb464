/** The datasets that the window may name by id: those that were described or inspected, or are known by name. */
import { datasetSettingsSchema, type DatasetSettings } from '../../../core/pipeline/index.ts';
import type {
  DatasetDescription,
  DatasetReport,
  FolderInspection,
  KnownDataset,
} from '../../../core/protocol/studio/datasets.ts';
import type { Store } from '../../../core/store/index.ts';
import { StudioFault } from '../errors.ts';
import type { ToolsProcess } from './toolsProcess.ts';

export interface DatasetPlace {
  readonly settings: DatasetSettings;
  /** What relative folders in the settings are relative to. */
  readonly directory: string;
}

/** The pairs first: they are what the demo learns from. */
const BUILT_IN_KINDS = ['emoji', 'emojiStyles'] as const;

export class DatasetBook {
  readonly #tools: ToolsProcess;
  readonly #getStore: () => Store;
  readonly #settings = new Map<string, DatasetSettings>();

  constructor(tools: ToolsProcess, getStore: () => Store) {
    this.#tools = tools;
    this.#getStore = getStore;
  }

  async list(): Promise<KnownDataset[]> {
    const saved = this.#getStore().reader.listDatasets();
    const builtIn = await Promise.all(BUILT_IN_KINDS.map((kind) => this.#builtIn(kind)));
    const others = await Promise.all(
      saved.map(async ({ id, name, settings, addedMs }): Promise<KnownDataset> => {
        this.#settings.set(id, settings);
        const common = { datasetId: id, name, isBuiltIn: false, settings, addedMs };
        try {
          return { ...common, description: await this.describe({ settings, directory: '/' }), problem: null };
        } catch (error) {
          return { ...common, description: null, problem: error instanceof Error ? error.message : String(error) };
        }
      }),
    );
    return [...builtIn, ...others];
  }

  async #builtIn(kind: (typeof BUILT_IN_KINDS)[number]): Promise<KnownDataset> {
    const description = await this.describe({ settings: datasetSettingsSchema.parse({ kind }), directory: '/' });
    const { datasetId, name, settings } = description;
    return { datasetId, name, isBuiltIn: true, settings, addedMs: null, description, problem: null };
  }

  async describe(place: DatasetPlace): Promise<DatasetDescription> {
    return this.#remember(await this.#tools.run('describe', place));
  }

  /** `onProgress` hears how many pairs are done, of how many. */
  async validate(
    place: DatasetPlace & { readonly cropSize: number },
    onProgress: (datasetId: string, done: number, total: number) => void,
  ): Promise<DatasetReport> {
    const { datasetId } = await this.describe(place);
    return await this.#tools.run('validate', place, (progress) => {
      const { done, total } = progress as { done: number; total: number };
      onProgress(datasetId, done, total);
    });
  }

  /** `paths`: folders or pictures that a person has chosen. */
  async inspect(paths: readonly string[]): Promise<FolderInspection> {
    const inspection = await this.#tools.run('inspectFolders', paths);
    for (const { description } of inspection.readings) this.#remember(description);
    return inspection;
  }

  /** Saves a dataset that was described before under a name. */
  async add(datasetId: string, name: string): Promise<KnownDataset> {
    const settings = this.settingsOf(datasetId);
    const description = await this.describe({ settings, directory: '/' });
    const summary = { pairs: description.pairs };
    this.#getStore().writer.saveDataset({ id: datasetId, name, settings, summary });
    return { datasetId, name, isBuiltIn: false, settings, addedMs: Date.now(), description, problem: null };
  }

  remove(datasetId: string): void {
    this.#getStore().writer.removeDataset(datasetId);
  }

  async picture(datasetId: string, sampleId: string, side: 'a' | 'b', sizePixels: number) {
    return await this.#tools.run('picture', { settings: this.settingsOf(datasetId), sampleId, side, sizePixels });
  }

  /** Throws `request-refused` for an id that was never given out. */
  settingsOf(datasetId: string): DatasetSettings {
    const settings = this.#settings.get(datasetId);
    if (settings) return settings;
    throw new StudioFault('request-refused', 'The window named a dataset that it was never shown.');
  }

  #remember(description: DatasetDescription): DatasetDescription {
    this.#settings.set(description.datasetId, datasetSettingsSchema.parse(description.settings));
    return description;
  }
}
