/** A weights file on its way to become a generator's start: picked, recognised, used. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { WeightsInspection } from '../../core/protocol/studio/weights.ts';
import { clashes, settingsFrom } from '../graph/importedWeights.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export class WeightsImport {
  /** The file that was looked at last. */
  #last = $state.raw<WeightsInspection>();
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, editor: PipelineEditor, toasts: Toasts) {
    this.#api = api;
    this.#editor = editor;
    this.#toasts = toasts;
  }

  /** What is known of `file`; undefined unless it was picked in this window. */
  inspectionOf(file: unknown): WeightsInspection | undefined {
    return this.#last?.file === file ? this.#last : undefined;
  }

  /** Asks for the weights of the generator at `path` and takes on the architecture and width that they are for. */
  async pickFor(path: string): Promise<void> {
    const result = await this.#api.weights.pick();
    if (!result.ok) return this.#toasts.fail(result.error);
    const inspection = result.value;
    if (!inspection) return;
    this.#last = inspection;
    this.#editor.setAll(settingsFrom(inspection, path));
    for (const clash of clashes(inspection, this.#editor.document)) this.#toasts.warn(clash);
  }

  /** Asks for the weights of the perceptual network. */
  async pickPerceptual(): Promise<void> {
    const result = await this.#api.weights.pick();
    if (!result.ok) return this.#toasts.fail(result.error);
    if (result.value)
      this.#editor.setAll({ 'perceptual.file': result.value.file, 'perceptual.sha256': result.value.sha256 });
  }
}
