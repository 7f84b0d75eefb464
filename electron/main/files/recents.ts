/** The pipeline files used last, with the state of their canvas. */
import { z } from 'zod';
import { CanvasStateSchema, type CanvasState } from '../../../core/protocol/studio/pipelines.ts';
import { JsonFile } from './jsonFile.ts';

const MOST_RECENTS = 20;

const RecentsSchema = z.array(
  z.strictObject({ path: z.string(), openedMs: z.number(), canvas: CanvasStateSchema.nullable() }),
);
export type Recent = z.infer<typeof RecentsSchema>[number];

export class Recents {
  readonly #file: JsonFile<Recent[]>;
  readonly #onChange: () => void;
  #list: Recent[] = [];

  constructor(path: string, onChange: () => void) {
    this.#file = new JsonFile(path, RecentsSchema);
    this.#onChange = onChange;
  }

  async load(): Promise<void> {
    this.#list = (await this.#file.read()) ?? [];
  }

  /** Last used first. */
  get list(): readonly Recent[] {
    return this.#list;
  }

  canvasOf(path: string): CanvasState | null {
    return this.#list.find((recent) => recent.path === path)?.canvas ?? null;
  }

  /** Puts the file at the top. */
  async touch(path: string, canvas: CanvasState | null): Promise<void> {
    const others = this.#list.filter((recent) => recent.path !== path);
    await this.#replace([{ path, openedMs: Date.now(), canvas }, ...others].slice(0, MOST_RECENTS));
  }

  async clear(): Promise<void> {
    await this.#replace([]);
  }

  async #replace(list: Recent[]): Promise<void> {
    this.#list = list;
    this.#onChange();
    await this.#file.write(list);
  }
}
