/** A folder on its way to become the pipeline's dataset: picked or dropped, looked at, then used or given up. */
import { PRESETS } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { Result } from '../../core/protocol/studio/errors.ts';
import type { FolderInspection } from '../../core/protocol/studio/datasets.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export class FolderImport {
  /** What the folder could be; the person chooses one of the readings. */
  inspection = $state.raw<FolderInspection>();
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, editor: PipelineEditor, toasts: Toasts) {
    this.#api = api;
    this.#editor = editor;
    this.#toasts = toasts;
  }

  async pickOne(): Promise<void> {
    this.show(await this.#api.datasets.pickFolder());
  }

  async pickTwo(): Promise<void> {
    this.show(await this.#api.datasets.pickTwoFolders());
  }

  show(result: Result<FolderInspection | null>): void {
    if (!result.ok) this.#toasts.fail(result.error);
    else if (result.value?.problem) this.#toasts.warn(result.value.problem);
    else if (result.value) this.inspection = result.value;
  }

  /** Makes one reading of the folder the dataset of the pipeline. */
  use(reading: FolderInspection['readings'][number]): void {
    this.inspection = undefined;
    const { settings } = reading.description;
    this.#editor.discardUnfinished();
    const { name } = this.#editor.document;
    const isTemplateName = PRESETS.some(({ document }) => document.name === name);
    this.#editor.setAll({ dataset: settings, name: isTemplateName ? reading.description.name : name });
    this.#editor.select('dataset');
    this.#toasts.done(`The pipeline now learns from “${reading.description.name}”.`, {
      label: 'Undo',
      run: () => this.#editor.undo(),
    });
  }

  cancel(): void {
    this.inspection = undefined;
  }
}
