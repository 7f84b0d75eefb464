/** Weights on their way into the pipeline: of a file, of the studio, of an earlier run, of the library. */
import type { BuiltInStart, Changes } from '../../core/pipeline/index.ts';
import { keptGenerators, parsePipeline } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import { KeptRoleSchema, type KeptRole } from '../../core/protocol/scalars.ts';
import type { Result } from '../../core/protocol/studio/errors.ts';
import type { WeightsInspection } from '../../core/protocol/studio/weights.ts';
import { choiceLabel } from '../graph/choiceLabels.ts';
import { clashes, settingsFrom } from '../graph/importedWeights.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The networks of an earlier run that can be started from. */
export const RUN_ROLES = KeptRoleSchema.options;

export class StartWeights {
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

  /** Asks for the weights of the network at `path` and takes on the architecture and width that they are for. */
  async pickFile(path: string): Promise<void> {
    const inspection = await this.#pick();
    if (!inspection) return;
    this.#last = inspection;
    this.#editor.setAll(settingsFrom(inspection, path));
    for (const clash of clashes(inspection, this.#editor.document, path)) this.#toasts.warn(clash);
  }

  /** Starts the other networks of the CycleGAN from the files that were found beside the one picked last. */
  useSiblings({ siblings }: WeightsInspection): void {
    const changes = siblings.map(({ setting, inspection }) => settingsFrom(inspection, setting));
    this.#editor.setAll(Object.assign({}, ...changes) as Changes);
    for (const { setting, inspection } of siblings) {
      for (const clash of clashes(inspection, this.#editor.document, setting)) this.#toasts.warn(clash);
    }
  }

  /** Weights that come with the studio, for the generator at `path`. */
  useBuiltIn(path: string, { id, architecture, ngf }: BuiltInStart): void {
    const start = { [`${path}.start`]: { kind: 'builtin', id } };
    this.#editor.setAll({ ...start, ...networkAt(path, { architecture, ngf, widths: undefined }) });
  }

  /** A generator of an earlier run, with the architecture and width that it had there. */
  async useRun(path: string, run: string, role: KeptRole): Promise<void> {
    const start = { [`${path}.start`]: { kind: 'run', run, role } };
    const result = await this.#generatorsOf(run);
    if (!result.ok) this.#toasts.fail(result.error);
    const settings = result.ok ? result.value.find((kept) => kept.role === role)?.settings : undefined;
    if (result.ok && !settings) {
      this.#toasts.warn(`That run has no “${choiceLabel(role)}”. Choose another network of it.`);
    }
    this.#editor.setAll({ ...start, ...(settings ? networkAt(path, settings) : {}) });
  }

  /** The networks that a run has kept; all that one can have where that is not known. */
  async rolesOf(run: string): Promise<readonly KeptRole[]> {
    const result = await this.#generatorsOf(run);
    return result.ok && result.value.length > 0 ? result.value.map(({ role }) => role) : RUN_ROLES;
  }

  async #generatorsOf(run: string): Promise<Result<ReturnType<typeof keptGenerators>>> {
    const result = await this.#api.runs.get({ runId: run });
    if (!result.ok) return result;
    const parsed = parsePipeline(result.value.document);
    return { ok: true, value: parsed.ok ? keptGenerators(parsed.document) : [] };
  }

  /** Asks for the weights of a perceptual or metric network. */
  async pickNetwork(path: string): Promise<void> {
    const inspection = await this.#pick();
    if (inspection) this.#setNetwork(path, inspection.file, inspection.sha256);
  }

  /** Asks for the network or the folder of label maps that mIoU needs. */
  async pickForSegmentation(path: string, what: 'segmentationNetwork' | 'labelFolder'): Promise<void> {
    const result = await this.#api.pipelines.pickPath({ what });
    if (!result.ok) this.#toasts.fail(result.error);
    else if (result.value !== null) this.#editor.set(path, result.value);
  }

  useLibrary(path: string, reference: string): void {
    this.#setNetwork(path, reference, undefined);
  }

  /** Only the perceptual network has its checksum in the document. */
  #setNetwork(path: string, file: string, sha256: string | undefined): void {
    this.#editor.setAll({ [path]: file, ...(path === 'perceptual.file' ? { 'perceptual.sha256': sha256 } : {}) });
  }

  async #pick(): Promise<WeightsInspection | undefined> {
    const result = await this.#api.weights.pick();
    if (!result.ok) this.#toasts.fail(result.error);
    return result.ok ? (result.value ?? undefined) : undefined;
  }
}

/** Makes the generator at `path` one of that architecture and those widths. */
function networkAt(
  path: string,
  { architecture, ngf, widths }: { architecture: string; ngf: number; widths?: object | undefined },
): Changes {
  // The way back is as the generator that it leads back from.
  if (path.startsWith('cycle.')) return {};
  return { [`${path}.architecture`]: architecture, [`${path}.ngf`]: ngf, [`${path}.widths`]: widths };
}
