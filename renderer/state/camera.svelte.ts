/** The webcam. It is on only while the playground is shown and the person wants it; the main process lets no other page have it. */
import { untilFrame } from '../playground/video.ts';

const WANTED_PIXELS = 640;

/** Whoever wants the pictures. */
interface Viewer {
  /** There is a new picture. */
  refresh(): void;
  /** The camera was unplugged, or the system has taken it away; the video still has its last picture. */
  loseCamera(video: HTMLVideoElement): Promise<void>;
}

export class Camera {
  /** The running picture; undefined while the camera is off. */
  video = $state.raw<HTMLVideoElement>();
  isStarting = $state(false);
  #isWanted = false;
  readonly #viewer: Viewer;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  /** Throws an Error with a sentence if there is no camera, or it must not be used. */
  async start(): Promise<void> {
    if (this.video || this.isStarting) return;
    this.isStarting = true;
    this.#isWanted = true;
    const video = document.createElement('video');
    try {
      const wanted = { width: { ideal: WANTED_PIXELS }, height: { ideal: WANTED_PIXELS } };
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      video.muted = true;
      await video.play();
      // The person may have gone elsewhere before the camera was ready.
      if (!this.#isWanted) return end(video);
      this.video = video;
      for (const track of tracksOf(video)) track.addEventListener('ended', () => this.#lose(video));
      void this.#follow(video);
    } catch (error) {
      end(video);
      throw new Error(reasonOf(error), { cause: error });
    } finally {
      this.isStarting = false;
    }
  }

  stop(): void {
    this.#isWanted = false;
    if (this.video) end(this.video);
    this.video = undefined;
  }

  /** Tracks that `stop` ended do not come here: the browser tells only what it did not do on demand. */
  #lose(video: HTMLVideoElement): void {
    if (this.video !== video) return;
    this.stop();
    void this.#viewer.loseCamera(video);
  }

  async #follow(video: HTMLVideoElement): Promise<void> {
    while (this.video === video) {
      await untilFrame(video);
      if (this.video === video) this.#viewer.refresh();
    }
  }
}

/** The camera's light goes out. */
function end(video: HTMLVideoElement): void {
  for (const track of tracksOf(video)) track.stop();
}

function tracksOf({ srcObject }: HTMLVideoElement): readonly MediaStreamTrack[] {
  return srcObject instanceof MediaStream ? srcObject.getTracks() : [];
}

function reasonOf(error: unknown): string {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Connect one and try again.';
    case 'NotAllowedError':
      return 'The camera may not be used. Allow it for OMGD Studio in the system’s privacy settings.';
    case 'NotReadableError':
      return 'The camera gives no picture. Another program may be using it: close that and try again.';
    default:
      return `The camera could not be started: ${error instanceof Error ? error.message : String(error)}`;
  }
}
