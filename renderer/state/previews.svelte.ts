/** What the preview viewer shows: which sample, which step, which pictures, how they lie over each other, and how close. */
import type { PreviewRole } from '../../core/protocol/scalars.ts';
import type { StudioPreview } from '../../core/protocol/studio/runRecords.ts';
import { filmOf, framesOf, picturesAt, samplesOf, type FilmFrame } from '../preview/frames.ts';
import { WHOLE_PICTURE, type View } from '../preview/view.ts';

export const VIEWER_MODES = ['grid', 'wipe', 'flip', 'difference'] as const;
export type ViewerMode = (typeof VIEWER_MODES)[number];

const FILM_FRAME_MS = 250;

export class PreviewViewerState {
  mode = $state<ViewerMode>('grid');
  view = $state.raw<View>(WHOLE_PICTURE);
  /** Share of the frame that the left picture covers. */
  wipePercent = $state(50);
  /** In flip mode: the right picture instead of the left one. */
  isFlipped = $state(false);
  isPlaying = $state(false);
  /** The two pictures that are compared. */
  leftRole = $state<PreviewRole>('target');
  rightRole = $state<PreviewRole>('student');
  readonly frames: readonly FilmFrame[] = $derived.by(() => framesOf(this.#previews()));
  readonly samples: readonly string[] = $derived.by(() => samplesOf(this.#previews()));
  /** The chosen sample, or the first there is. */
  readonly sampleId: string | undefined = $derived.by(() => {
    return this.samples.find((id) => id === this.#chosenSampleId) ?? this.samples[0];
  });
  /** The chosen frame; the latest one while none is chosen, so that a live run stays live. */
  readonly frameIndex: number = $derived.by(() => {
    const index = this.frames.findIndex(({ step }) => step === this.#chosenStep);
    return index >= 0 ? index : this.frames.length - 1;
  });
  readonly frame: FilmFrame | undefined = $derived.by(() => this.frames[this.frameIndex]);
  /** The pictures of this sample at this step, in the order of the strip. */
  readonly pictures: readonly StudioPreview[] = $derived.by(() => {
    if (this.sampleId === undefined || !this.frame) return [];
    return picturesAt(this.#previews(), this.sampleId, this.frame.step);
  });
  /** The student's pictures of this sample, by step. Those of a live run's last step come one after the other. */
  readonly studentFilm: ReadonlyMap<number, StudioPreview> = $derived.by(() => {
    return filmOf(this.#previews(), this.sampleId, 'student');
  });
  readonly left: StudioPreview | undefined = $derived.by(() => this.#pictureOf(this.leftRole));
  readonly right: StudioPreview | undefined = $derived.by(() => this.#pictureOf(this.rightRole));
  #chosenSampleId = $state<string>();
  #chosenStep = $state<number>();
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #previews: () => readonly StudioPreview[];

  /** `previews` is read again whenever it changes. */
  constructor(previews: () => readonly StudioPreview[]) {
    this.#previews = previews;
  }

  /** Choosing the last frame follows the run from there on. */
  chooseFrame(index: number): void {
    const bounded = Math.min(Math.max(index, 0), this.frames.length - 1);
    this.#chosenStep = bounded === this.frames.length - 1 ? undefined : this.frames[bounded]?.step;
  }

  chooseSample(sampleId: string): void {
    this.#chosenSampleId = sampleId;
  }

  /** `distance` samples further, from the last to the first and back. */
  moveSample(distance: number): void {
    if (this.sampleId === undefined) return;
    const index = this.samples.indexOf(this.sampleId) + distance;
    this.#chosenSampleId = this.samples.at(index % this.samples.length);
  }

  /** The mode, or back to the grid if it is on already; flipping again swaps the pictures. */
  toggleMode(mode: ViewerMode): void {
    if (mode === 'flip' && this.mode === 'flip') this.isFlipped = !this.isFlipped;
    else this.mode = this.mode === mode ? 'grid' : mode;
  }

  /** Plays the film from here, or from step 0 if it is at its end. */
  togglePlaying(): void {
    if (this.isPlaying) return this.stopPlaying();
    if (this.frames.length < 2) return;
    if (this.frameIndex === this.frames.length - 1) this.chooseFrame(0);
    this.isPlaying = true;
    this.#timer = setInterval(() => this.#playOn(), FILM_FRAME_MS);
  }

  stopPlaying(): void {
    clearInterval(this.#timer);
    this.isPlaying = false;
  }

  #playOn(): void {
    this.chooseFrame(this.frameIndex + 1);
    if (this.frameIndex === this.frames.length - 1) this.stopPlaying();
  }

  #pictureOf(role: PreviewRole): StudioPreview | undefined {
    return this.pictures.find((picture) => picture.role === role);
  }
}
