/** Makes any batch of a run on demand. Runs inside the loader's thread. */
import { assembleBatch } from './assembleBatch.ts';
import type { BatchEntry } from './assembleBatch.ts';
import type { LoadedBatch } from './batch.ts';
import type { BatchPosition, LoaderPlan } from './loaderOptions.ts';
import { PixelCache } from './pixelCache.ts';
import { preparePair } from './preparePair.ts';
import { epochOrder, randomCrop } from './random.ts';

export class BatchMaker {
  readonly #plan: LoaderPlan;
  readonly #cache: PixelCache;
  /** The last epoch's order; computed again when the epoch changes. */
  #order: { readonly epoch: number; readonly indices: Uint32Array } | undefined;

  constructor(plan: LoaderPlan) {
    this.#plan = plan;
    this.#cache = new PixelCache(plan.cacheBytes);
  }

  /** Throws `DataError` with the file's name if a picture cannot be read. */
  async make(position: BatchPosition): Promise<LoadedBatch> {
    const startedMs = performance.now();
    const { batchSize } = this.#plan;
    const start = position.batch * batchSize;
    const indices = this.#orderOf(position.epoch).subarray(start, start + batchSize);
    const decodedPairs = indices.filter((index) => this.#cache.get(index) === undefined).length;
    const entries = await Promise.all(Array.from(indices, (index) => this.#entry(index, position.epoch)));
    const batch = assembleBatch(entries);
    const preparationMs = performance.now() - startedMs;
    return { ...batch, epoch: position.epoch, index: position.batch, decodedPairs, preparationMs };
  }

  async #entry(index: number, epoch: number): Promise<BatchEntry> {
    const sample = this.#plan.samples[index]!;
    const pair = this.#cache.get(index) ?? (await preparePair(sample, this.#plan.loadSize, this.#plan));
    this.#cache.offer(index, pair);
    return { id: sample.id, pair, crop: randomCrop(this.#plan, this.#plan.seed, epoch, index) };
  }

  #orderOf(epoch: number): Uint32Array {
    if (this.#order?.epoch !== epoch) {
      this.#order = { epoch, indices: epochOrder(this.#plan.samples.length, this.#plan.seed, epoch) };
    }
    return this.#order.indices;
  }
}
