/** One exported model that answers while a person draws. */
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import type { Device } from '../playground/device.ts';
import { LatestWins } from '../playground/latestWins.ts';
import { ModelClient } from '../playground/modelClient.ts';
import type { CanvasPixels } from '../playground/modelPixels.ts';
import { SpeedMeter, type Speed } from '../playground/speed.ts';
import type { TriedRole } from '../playground/modelChoice.ts';

/** A network of the run that is shown: its files, and the one that is tried; undefined while it has none. */
export interface Tried {
  readonly role: TriedRole;
  readonly files: readonly StudioExport[];
  readonly model: LiveModel | undefined;
}

export class LiveModel {
  readonly exported: StudioExport;
  isLoading = $state(true);
  /** Why it does not answer. */
  problem = $state.raw<string>();
  /** The latest answer; undefined until there is one. */
  picture = $state.raw<CanvasPixels>();
  speed = $state.raw<Speed>();
  /** Name and version, once it is there. */
  runtime = $state.raw('');
  /** Answers so far. */
  answers = $state(0);
  readonly #client = new ModelClient();
  readonly #meter = new SpeedMeter();
  readonly #questions = new LatestWins<CanvasPixels>((picture) => this.#answer(picture));
  /** Whether it could be loaded. */
  readonly #loaded: Promise<boolean>;
  #isClosed = false;

  constructor(exported: StudioExport, device: Device) {
    this.exported = exported;
    this.#loaded = this.#load(device);
  }

  /** Answers soon, unless a later picture comes before its turn. The picture's pixels are handed over. */
  ask(picture: CanvasPixels): void {
    void this.#questions.put(picture);
  }

  close(): void {
    this.#isClosed = true;
    this.#client.close();
  }

  async #load(device: Device): Promise<boolean> {
    try {
      this.runtime = await this.#client.load(this.exported, device);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    } finally {
      this.isLoading = false;
    }
  }

  async #answer(picture: CanvasPixels): Promise<void> {
    if (!(await this.#loaded) || this.#isClosed) return;
    try {
      const answer = await this.#client.run(picture);
      // What went wrong may have been the size: a smaller picture can go well again.
      this.problem = undefined;
      this.picture = answer.picture;
      this.speed = this.#meter.add(answer.milliseconds, performance.now(), picture.width * picture.height);
      this.answers += 1;
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!this.#isClosed) this.problem = error instanceof Error ? error.message : String(error);
  }
}
