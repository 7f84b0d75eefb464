/** A `.pth`/`.pt` file of either container as a source of weights. */
import type { ByteSource } from '../../files/byteSource.ts';
import { DTYPE_BYTES, type StoredTensor } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import type { TensorHeader, WeightsFormat, WeightsSource } from '../weightsSource.ts';
import type { PickleValue, TorchStorage, TorchTensor } from './pickleValues.ts';
import { namedTensors, rowMajor, spanOf } from './torchTensors.ts';

/** What a container tells: the pickled object, and where in the file a storage's bytes begin. */
export interface TorchContainer {
  readonly format: WeightsFormat;
  readonly root: PickleValue;
  /** @throws WeightsFileError if the file has no such storage. */
  startOf(storage: TorchStorage): Promise<number>;
}

export class TorchFile implements WeightsSource {
  readonly format: WeightsFormat;
  readonly tensors: ReadonlyMap<string, TensorHeader>;
  readonly #source: ByteSource;
  readonly #container: TorchContainer;
  readonly #views: ReadonlyMap<string, TorchTensor>;

  /** @throws WeightsFileError if the container holds no tensors, or more than its bytes allow. */
  constructor(source: ByteSource, container: TorchContainer) {
    this.format = container.format;
    this.#source = source;
    this.#container = container;
    this.#views = namedTensors(container.root, source.byteCount);
    const headers = [...this.#views].map(([name, view]): [string, TensorHeader] => {
      return [name, { dtype: view.storage.dtype, shape: view.shape }];
    });
    this.tensors = new Map(headers);
  }

  async read(name: string): Promise<StoredTensor> {
    const view = this.#views.get(name);
    if (!view) throw new WeightsFileError(`The file has no tensor ${quoted(name)}.`);
    const { storage, shape } = view;
    const { start, byteCount } = spanOf(view);
    if (byteCount === 0) return { dtype: storage.dtype, shape, bytes: new Uint8Array(0) };
    const storageStart = await this.#container.startOf(storage);
    if (storageStart + storage.elementCount * DTYPE_BYTES[storage.dtype] > this.#source.byteCount) {
      throw new WeightsFileError(`The tensor ${quoted(name)} reaches beyond the end of the file. It is cut off.`);
    }
    const bytes = rowMajor(view, await this.#source.read(storageStart + start, byteCount));
    return { dtype: storage.dtype, shape, bytes };
  }

  async close(): Promise<void> {
    await this.#source.close();
  }
}
