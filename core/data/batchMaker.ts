/** Makes any batch of a run on demand. Runs inside the loader's thread. */
import { assembleBatch, type EntryMaker } from './assembleBatch.ts';
import type { LoadedBatch } from './batch.ts';
import type { BatchPosition, LoaderPlan } from './loaderOptions.ts';
import { epochLengthOf } from './loaderOptions.ts';
import { pairedEntries } from './pairedEntries.ts';
import { epochOrder } from './random.ts';
import { unpairedEntries } from './unpairedEntries.ts';

export class BatchMaker {
  readonly #plan: LoaderPlan;
  readonly #entries: EntryMaker;
  /** The last epoch's order; computed again when the epoch changes. */
  #order: { readonly epoch: number; readonly indices: Uint32Array } | undefined;

  constructor(plan: LoaderPlan) {
    this.#plan = plan;
    this.#entries = plan.targets ? unpairedEntries(plan, plan.targets) : pairedEntries(plan);
  }

  /** Throws `DataError` with the file's name if a picture cannot be read. */
  async make(position: BatchPosition): Promise<LoadedBatch> {
    const startedMs = performance.now();
    const { batchSize } = this.#plan;
    const start = position.batch * batchSize;
    const indices = this.#orderOf(position.epoch).subarray(start, start + batchSize);
    const decodedPairs = indices.filter((index) => !this.#entries.isCached(index, position.epoch)).length;
    const entries = await Promise.all(Array.from(indices, (index) => this.#entries.make(index, position.epoch)));
    const batch = assembleBatch(entries);
    const preparationMs = performance.now() - startedMs;
    return { ...batch, epoch: position.epoch, index: position.batch, decodedPairs, preparationMs };
  }

  #orderOf(epoch: number): Uint32Array {
    if (this.#order?.epoch !== epoch) {
      this.#order = { epoch, indices: epochOrder(epochLengthOf(this.#plan), this.#plan.seed, epoch) };
    }
    return this.#order.indices;
  }
}
