/** The webcam. It is on only while the playground is shown and the person wants it; the main process lets no other page have it. */
import { untilFrame } from '../playground/video.ts';

const WANTED_PIXELS = 640;

export class Camera {
  /** The running picture; undefined while the camera is off. */
  video = $state.raw<HTMLVideoElement>();
  isStarting = $state(false);
  #isWanted = false;
  readonly #onFrame: () => void;

  /** `onFrame` is called for every new picture. */
  constructor(onFrame: () => void) {
    this.#onFrame = onFrame;
  }

  /** Throws an Error with a sentence if there is no camera, or it must not be used. */
  async start(): Promise<void> {
    if (this.video || this.isStarting) return;
    this.isStarting = true;
    this.#isWanted = true;
    try {
      const wanted = { width: { ideal: WANTED_PIXELS }, height: { ideal: WANTED_PIXELS } };
      const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = stream;
      await video.play();
      // The person may have gone elsewhere before the camera was ready.
      if (!this.#isWanted) return end(video);
      this.video = video;
      void this.#follow(video);
    } catch (error) {
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

  async #follow(video: HTMLVideoElement): Promise<void> {
    while (this.video === video) {
      await untilFrame(video);
      if (this.video === video) this.#onFrame();
    }
  }
}

/** The camera's light goes out. */
function end({ srcObject }: HTMLVideoElement): void {
  if (srcObject instanceof MediaStream) for (const track of srcObject.getTracks()) track.stop();
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
