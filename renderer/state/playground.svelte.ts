/** The playground: a drawing, and what student and teachers make of it while it is drawn, each from its exported file. */
import { conventionFor } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { StudioExport, StudioExportProgress } from '../../core/protocol/studio/exports.ts';
import { readPicture, type BasePicture } from '../playground/basePicture.ts';
import type { Fit } from '../playground/fit.ts';
import { edgesFor, filesOf, runnableExports, usualRoles } from '../playground/modelChoice.ts';
import { ModelInputPainter } from '../playground/modelInput.ts';
import type { CanvasPixels } from '../playground/modelPixels.ts';
import { lookAtRun } from '../playground/triedRun.ts';
import { inputsOf, readSample, type Sample } from '../playground/samples.ts';
import { Camera } from './camera.svelte.ts';
import { PhotoInputs } from './photoInputs.svelte.ts';
import { Sketch } from './sketch.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { TriedNetworks } from './triedNetworks.svelte.ts';

/** What the page is opened with. */
export interface Opening {
  readonly runId?: string | undefined;
  readonly exportId?: string | undefined;
  readonly otherRunId?: string | undefined;
}

/** An export that was asked for here. */
export interface Making {
  readonly runId: string;
  readonly role: StudioExport['role'];
  readonly progress: StudioExportProgress | undefined;
}

const SMALLEST_MODEL_EDGE = 128;

export class Playground {
  readonly sketch = new Sketch();
  readonly camera = new Camera(this);
  readonly photos = new PhotoInputs();
  readonly networks = new TriedNetworks(
    (role) => filesOf(this.exports, this.runId, role),
    () => this.refresh(),
  );
  exports = $state.raw<readonly StudioExport[]>([]);
  isLoaded = $state(false);
  fit = $state<Fit>('fill');
  /** What the models were last given. */
  input = $state.raw<CanvasPixels>();
  samples = $state.raw<readonly Sample[]>([]);
  /** The file that is being made; undefined while none is. */
  making = $state.raw<Making>();
  readonly runId: string | undefined = $derived.by(() => {
    const all = this.exports;
    return all.find(({ runId }) => runId === this.#runId)?.runId ?? this.#runId ?? all[0]?.runId;
  });
  /** The files whose sizes count: those that answer, or, while none does, all of the run. */
  readonly #sizing: readonly StudioExport[] = $derived.by(() => {
    const answering = this.networks.models.map(({ exported }) => exported);
    return answering.length > 0 ? answering : this.exports.filter(({ runId }) => runId === this.runId);
  });
  readonly edges: readonly number[] = $derived.by(() => edgesFor(this.#sizing));
  /** The size that the models are given: the chosen one, or the one that they were trained on. */
  readonly edge: number = $derived.by(() => {
    const trained = this.#sizing[0]?.trainedPixels ?? SMALLEST_MODEL_EDGE;
    return this.edges.find((edge) => edge === this.#edge) ?? this.edges.find((edge) => edge >= trained) ?? trained;
  });
  /** The surface shows what was made of a photograph, at the networks' size, and not the photograph. */
  readonly isDerived: boolean = $derived.by(() => {
    const isPhotograph = this.camera.video !== undefined || this.sketch.drawing.base?.isPhotograph === true;
    return this.photos.applied !== undefined && isPhotograph;
  });
  readonly canUndo: boolean = $derived.by(() => this.sketch.canUndo);
  readonly canRedo: boolean = $derived.by(() => this.sketch.canRedo);
  #runId = $state<string>();
  #edge = $state<number>();
  #isScheduled = false;
  #isOpen = false;
  readonly #painter = new ModelInputPainter();
  readonly #api: StudioApi;
  readonly #toasts: Toasts;

  constructor(api: StudioApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    api.listen((event) => {
      if (event.kind === 'export-progress' && this.making) this.making = { ...this.making, progress: event.progress };
    });
  }

  /**
   * Shows a run, or the file of an export; with nothing named, the run with the newest export, or `otherRunId` if no run
   * has any.
   */
  async open({ runId, exportId, otherRunId }: Opening): Promise<void> {
    this.#isOpen = true;
    const result = await this.#api.exports.list();
    // The page may have been left meanwhile.
    if (!this.#isOpen) return;
    if (result.ok) this.exports = runnableExports(result.value);
    else this.#toasts.fail(result.error);
    const named = this.exports.find((exported) => exported.exportId === exportId);
    if (named) this.networks.prefer(named);
    await this.chooseRun(named?.runId ?? runId ?? this.runId ?? otherRunId);
    if (named && !this.networks.isShown(named.role)) this.networks.toggle(named.role);
    this.isLoaded = true;
  }

  /** Ends the models and the camera; the drawing stays. */
  close(): void {
    this.#isOpen = false;
    this.camera.stop();
    this.networks.close();
  }

  async chooseRun(runId: string | undefined): Promise<void> {
    const isNew = runId !== this.#runId || this.sketch.isEmpty;
    const needsRoles = runId !== this.#runId || this.networks.isEmpty;
    this.#runId = runId;
    if (needsRoles) await this.#lookAtRun(runId);
    // The page may have been left, or another run chosen, meanwhile.
    if (!this.#isOpen || this.#runId !== runId) return;
    this.networks.useFiles();
    if (runId !== undefined && isNew) await this.#loadSamples(runId);
    this.refresh();
  }

  /** Makes the file of a network that has none, and tries it at once. */
  async make(runId: string, role: StudioExport['role']): Promise<void> {
    this.making = { runId, role, progress: undefined };
    const convention = conventionFor('onnx', '-1..1');
    const settings = { target: 'onnx', precision: 'float32', convention, basicOps: false };
    const result = await this.#api.exports.start({ runId, role, settings });
    this.making = undefined;
    if (!result.ok && result.error.code === 'export-stopped') return this.#toasts.done(result.error.message);
    if (!result.ok) return this.#toasts.fail(result.error);
    this.exports = [result.value, ...this.exports];
    if (this.#isOpen) this.networks.useFiles();
  }

  async stopMaking(): Promise<void> {
    const result = await this.#api.exports.stop();
    if (!result.ok) this.#toasts.fail(result.error);
  }

  chooseEdge(edge: number): void {
    this.#edge = edge;
    this.refresh();
  }

  chooseFit(fit: Fit): void {
    this.fit = fit;
    this.refresh();
  }

  /** Whether photographs become inputs. */
  derivePhotos(isWanted: boolean): void {
    this.photos.isWanted = isWanted;
    this.refresh();
  }

  async showSample(sample: Sample): Promise<void> {
    this.camera.stop();
    const picture = await this.#sample(sample);
    if (picture) this.sketch.show(picture);
    this.refresh();
  }

  /** A file, or what was on the clipboard. */
  async showFile(file: Blob, name: string): Promise<void> {
    try {
      const picture = await readPicture(file, name);
      this.camera.stop();
      this.sketch.show({ ...picture, isPhotograph: true });
      this.refresh();
    } catch (error) {
      this.#toasts.warn(error instanceof Error ? error.message : String(error));
    }
  }

  /** Starts the camera, or keeps what it shows as the picture and ends it. */
  async toggleCamera(): Promise<void> {
    const { video } = this.camera;
    if (video) return await this.#keepPictureOf(video);
    try {
      await this.camera.start();
    } catch (error) {
      this.#toasts.warn(error instanceof Error ? error.message : String(error));
    }
  }

  async loseCamera(video: HTMLVideoElement): Promise<void> {
    this.#toasts.warn('The camera is gone. Its last picture is kept: connect the camera and press C to go on.');
    await this.#keepPictureOf(video);
  }

  undo(): void {
    this.sketch.undo();
    this.refresh();
  }

  redo(): void {
    this.sketch.redo();
    this.refresh();
  }

  clear(): void {
    this.sketch.clear();
    this.refresh();
  }

  /** Has the models answer what is on the surface now; as often as it is called, once a frame. */
  refresh(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#ask();
    });
  }

  #ask(): void {
    const { edge, fit } = this;
    const settings = { edge, fit, video: this.camera.video, derivation: this.photos.applied };
    const picture = this.#painter.paint(this.sketch.drawing, settings);
    this.input = picture;
    // Each model is handed pixels of its own.
    const { width, height, data } = picture;
    for (const model of this.networks.models) model.ask({ width, height, data: data.slice() });
  }

  async #keepPictureOf(video: HTMLVideoElement): Promise<void> {
    const bitmap = await createImageBitmap(video);
    this.camera.stop();
    this.sketch.show({ name: 'Camera', bitmap, isPhotograph: true });
    this.refresh();
  }

  async #lookAtRun(runId: string | undefined): Promise<void> {
    const withFiles = new Set(this.exports.filter((file) => file.runId === runId).map(({ role }) => role));
    const { roles, derivation } = await lookAtRun(this.#api, runId, withFiles);
    this.photos.derivation = derivation;
    this.networks.replace(roles, usualRoles(roles, withFiles));
  }

  /** The held-out pictures that the run has shown its progress on; the first of them is there to begin with. */
  async #loadSamples(runId: string): Promise<void> {
    const result = await this.#api.runs.previews({ runId });
    if (!result.ok) return this.#toasts.fail(result.error);
    this.samples = inputsOf(runId, result.value);
    const [first] = this.samples;
    const picture = first && (await this.#sample(first));
    if (picture) this.sketch.start(picture);
  }

  async #sample(sample: Sample): Promise<BasePicture | undefined> {
    try {
      return await readSample(sample);
    } catch (error) {
      this.#toasts.warn(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}
