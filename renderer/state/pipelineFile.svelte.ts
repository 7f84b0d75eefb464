/** The file behind the pipeline: new, open, save, recents, and the draft that survives a crash. */
import { parsePipeline, presetById } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { CanvasState, OpenedPipeline, RecentPipeline } from '../../core/protocol/studio/pipelines.ts';
import type { DocumentOrigin, FileReference } from '../../core/protocol/studio/channel.ts';
import { canvasStateOf, readCanvasState } from '../graph/canvasState.ts';
import { sketchOf, type Sketch } from '../graph/sketch.ts';
import { debounce } from './debounce.ts';
import type { PipelineEditor } from './pipelineEditor.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

const AUTOSAVE_QUIET_MS = 500;

type RawDocument = Record<string, unknown>;

/** A pipeline on the canvas, and what belongs to it. */
interface Work {
  readonly sketch: Sketch;
  readonly origin: DocumentOrigin;
  readonly file: FileReference | null;
  /** As it is on the disk; undefined if it is in no file like that. */
  readonly saved: Sketch | undefined;
}

export class PipelineFile {
  file = $state.raw<FileReference | null>(null);
  origin = $state.raw<DocumentOrigin>({ kind: 'new' });
  recents = $state.raw<readonly RecentPipeline[]>([]);
  /** True once a pipeline was chosen, opened or found as a draft. */
  isChosen = $state(false);
  readonly isEdited: boolean = $derived.by(() => this.#editor.sketch !== this.#saved);
  /** `Shoes`, `Shoes.omgd.json`: what the title bar shows. */
  readonly title: string = $derived.by(() => this.file?.name ?? this.#editor.document.name);
  #saved = $state.raw<Sketch>();
  readonly #api: StudioApi;
  readonly #editor: PipelineEditor;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, editor: PipelineEditor, toasts: Toasts) {
    this.#api = api;
    this.#editor = editor;
    this.#toasts = toasts;
    this.#saved = editor.sketch;
    const saveDraft = debounce(() => void this.#saveDraft(), AUTOSAVE_QUIET_MS);
    let drafted = editor.sketch;
    editor.listen(() => {
      if (editor.sketch === drafted) return;
      drafted = editor.sketch;
      saveDraft();
    });
  }

  /** Brings back what was on the canvas when the studio was closed. */
  async loadDraft(): Promise<void> {
    const result = await this.#api.pipelines.loadDraft();
    if (!result.ok || !result.value) return;
    const { document, canvas, origin, file } = result.value;
    const opened = this.#show(document, canvas);
    if (!opened) return;
    this.origin = origin;
    this.file = file;
    if (!file || !(await this.#isAsSaved(file, document))) this.#saved = undefined;
  }

  async loadRecents(): Promise<void> {
    const result = await this.#api.pipelines.recents();
    if (result.ok) this.recents = result.value;
  }

  startFromPreset(presetId: string): void {
    this.#adopt(sketchOf(presetById(presetId).document), { kind: 'new' }, null);
  }

  /** A pipeline with the settings of a run, to change and start again. */
  startFromRun(runId: string, document: RawDocument): void {
    if (this.#show(document, null)) {
      this.origin = { kind: 'run', runId };
      this.file = null;
    }
  }

  /** Asks for a file. Returns whether one was opened. */
  async open(): Promise<boolean> {
    const result = await this.#api.pipelines.open();
    if (!result.ok) this.#toasts.fail(result.error);
    return result.ok && result.value !== null && this.showOpened(result.value);
  }

  async openRecent(fileId: string): Promise<boolean> {
    const result = await this.#api.pipelines.openRecent({ fileId });
    if (!result.ok) this.#toasts.fail(result.error);
    return result.ok && this.showOpened(result.value);
  }

  showOpened({ document, canvas, file }: OpenedPipeline): boolean {
    if (!this.#show(document, canvas)) return false;
    this.origin = { kind: 'file', fileId: file.fileId };
    this.file = file;
    void this.loadRecents();
    return true;
  }

  async save(): Promise<void> {
    if (!this.file) return await this.saveAs();
    const result = await this.#api.pipelines.save({ ...this.#content(), fileId: this.file.fileId });
    if (result.ok) this.#hasSaved(result.value);
    else this.#toasts.fail(result.error);
  }

  async saveAs(): Promise<void> {
    const suggestedName = `${this.#editor.document.name}.omgd.json`;
    const result = await this.#api.pipelines.saveAs({ ...this.#content(), suggestedName });
    if (!result.ok) this.#toasts.fail(result.error);
    else if (result.value) this.#hasSaved(result.value);
  }

  #hasSaved(file: FileReference): void {
    this.file = file;
    this.origin = { kind: 'file', fileId: file.fileId };
    this.#saved = this.#editor.sketch;
    void this.#saveDraft();
    void this.loadRecents();
    this.#toasts.done(`Saved ${file.name}.`, {
      label: 'Show in folder',
      run: () => void this.#api.system.reveal({ kind: 'file', fileId: file.fileId }),
    });
  }

  async #saveDraft(): Promise<void> {
    const result = await this.#api.pipelines.saveDraft({ ...this.#content(), origin: this.origin });
    if (!result.ok) this.#toasts.fail(result.error);
  }

  async #isAsSaved({ fileId }: FileReference, document: RawDocument): Promise<boolean> {
    const result = await this.#api.pipelines.openRecent({ fileId });
    return result.ok && JSON.stringify(result.value.document) === JSON.stringify(document);
  }

  #content(): { document: RawDocument; canvas: CanvasState } {
    return { document: { ...this.#editor.document }, canvas: canvasStateOf(this.#editor.sketch) };
  }

  /** Shows a document that comes from outside; tells the person if it is none. */
  #show(document: RawDocument, canvas: CanvasState | null): boolean {
    const parsed = parsePipeline(document);
    if (!parsed.ok) {
      this.#toasts.warn(`The pipeline cannot be opened. ${parsed.problems.map(({ message }) => message).join(' ')}`);
      return false;
    }
    this.#adopt({ ...sketchOf(parsed.document), ...readCanvasState(canvas) }, { kind: 'new' }, null);
    return true;
  }

  /** Puts a pipeline on the canvas. One that was there and is saved nowhere can be brought back. */
  #adopt(sketch: Sketch, origin: DocumentOrigin, file: FileReference | null): void {
    const { title } = this;
    const before: Work = { sketch: this.#editor.sketch, origin: this.origin, file: this.file, saved: this.#saved };
    const wasEdited = this.isChosen && this.isEdited;
    this.#place({ sketch, origin, file, saved: sketch });
    if (!wasEdited) return;
    this.#toasts.warn(`The changes of “${title}” were not saved.`, {
      label: 'Bring it back',
      run: () => this.#place(before),
    });
  }

  #place({ sketch, origin, file, saved }: Work): void {
    this.#editor.open(sketch);
    this.#saved = saved;
    this.origin = origin;
    this.file = file;
    this.isChosen = true;
  }
}
