/** What is known about the pipeline besides its settings: its costs, its dataset, its time here, and its last run's losses. */
import { pipelineCost, type CostRow, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { DatasetDescription } from '../../core/protocol/studio/datasets.ts';
import type { TimeEstimate } from '../../core/protocol/studio/system.ts';
import { debounce } from './debounce.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { PipelineFile } from './pipelineFile.svelte.ts';

const QUIET_MS = 400;

type DatasetState =
  | { readonly kind: 'looking' }
  | { readonly kind: 'known'; readonly description: DatasetDescription }
  | { readonly kind: 'problem'; readonly message: string };

export class PipelineFacts {
  dataset = $state.raw<DatasetState>({ kind: 'looking' });
  estimate = $state.raw<TimeEstimate>();
  readonly costs: readonly CostRow[] = $derived.by(() => costsOf(this.#editor.document));
  readonly trainingPairs = $derived(this.dataset.kind === 'known' ? this.dataset.description.pairs.train : undefined);
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #file: PipelineFile;
  #asked: PipelineDocument | undefined;

  constructor(api: StudioApi, editor: PipelineEditor, file: PipelineFile) {
    this.#api = api;
    this.#editor = editor;
    this.#file = file;
    editor.listen(debounce(() => void this.refresh(), QUIET_MS));
  }

  /** Looks again at what depends on the disk and on this machine. */
  async refresh(): Promise<void> {
    const { document } = this.#editor;
    if (document === this.#asked) return;
    const isOtherDataset =
      document.dataset !== this.#asked?.dataset && !sameJson(document.dataset, this.#asked?.dataset);
    this.#asked = document;
    await Promise.all([isOtherDataset ? this.#describe(document) : undefined, this.#estimate(document)]);
  }

  async #describe(document: PipelineDocument): Promise<void> {
    this.dataset = { kind: 'looking' };
    const result = await this.#api.datasets.describe({ settings: document.dataset, origin: this.#file.origin });
    if (!sameJson(document.dataset, this.#editor.document.dataset)) return;
    this.dataset = result.ok
      ? { kind: 'known', description: result.value }
      : { kind: 'problem', message: result.error.message };
  }

  async #estimate(document: PipelineDocument): Promise<void> {
    const result = await this.#api.system.estimateTime({ document: { ...document }, origin: this.#file.origin });
    if (document === this.#editor.document) this.estimate = result.ok ? result.value : undefined;
  }
}

/** Empty where the networks cannot take pictures of the crop size; checkPipeline says so. */
function costsOf(document: PipelineDocument): CostRow[] {
  try {
    return pipelineCost(document);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function sameJson(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
