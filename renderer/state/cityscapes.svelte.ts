/** A person's own copy of Cityscapes on its way to pairs: what was chosen, what would come of it, making it. */
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import type { CityscapesLook, CityscapesProgress } from '../../core/protocol/studio/catalogue.ts';
import type { FileReference } from '../../core/protocol/studio/channel.ts';
import type { KnownDataset } from '../../core/protocol/studio/datasets.ts';
import type { StudioError } from '../../core/protocol/studio/errors.ts';

export type CityscapesPart = 'labels' | 'photos';

/** `samples`: addresses of pictures. */
interface Look extends Omit<CityscapesLook, 'samples'> {
  readonly samples: readonly string[];
}

export class Cityscapes {
  chosen = $state.raw<Readonly<Partial<Record<CityscapesPart, FileReference>>>>({});
  look = $state.raw<Look>();
  isLooking = $state(false);
  progress = $state.raw<CityscapesProgress>();
  error = $state.raw<StudioError>();
  readonly #api: StudioApi;
  readonly #onMade: (dataset: KnownDataset) => Promise<void>;

  constructor(api: StudioApi, onMade: (dataset: KnownDataset) => Promise<void>) {
    this.#api = api;
    this.#onMade = onMade;
  }

  hear(progress: CityscapesProgress): void {
    if (this.progress) this.progress = progress;
  }

  async pick(part: CityscapesPart, as: 'folder' | 'archive'): Promise<void> {
    const result = await this.#api.catalogue.pickCityscapes({ part, as });
    if (!result.ok) this.error = result.error;
    else if (result.value) {
      this.chosen = { ...this.chosen, [part]: result.value };
      await this.#look();
    }
  }

  async make(): Promise<void> {
    const copy = this.#copy();
    if (!copy) return;
    this.error = undefined;
    this.progress = { phase: 'preparing', done: 0, total: 0 };
    const result = await this.#api.catalogue.makeCityscapes(copy);
    this.progress = undefined;
    if (!result.ok) this.error = result.error;
    else if (result.value) await this.#onMade(result.value);
  }

  async stop(): Promise<void> {
    await this.#api.catalogue.stopCityscapes();
  }

  async #look(): Promise<void> {
    this.#forgetLook();
    const copy = this.#copy();
    if (!copy) return;
    this.isLooking = true;
    const chosen = this.chosen;
    const result = await this.#api.catalogue.lookAtCityscapes(copy);
    // Another part was chosen meanwhile, and is being looked at.
    if (chosen !== this.chosen) return;
    this.isLooking = false;
    if (!result.ok) this.error = result.error;
    else {
      const { samples, ...counts } = result.value;
      const address = (png: (typeof samples)[number]): string => URL.createObjectURL(new Blob([png]));
      this.look = { ...counts, samples: samples.map(address) };
    }
  }

  #forgetLook(): void {
    this.look?.samples.forEach((address) => URL.revokeObjectURL(address));
    this.look = undefined;
    this.error = undefined;
  }

  #copy(): { labelsId: string; photosId: string } | undefined {
    const { labels, photos } = this.chosen;
    return labels && photos && { labelsId: labels.fileId, photosId: photos.fileId };
  }
}
