/** An open weights file of whatever format: its names and shapes are known, its tensors are read one by one. */
import type { Dtype, StoredTensor } from './storedTensor.ts';

export const WEIGHTS_FORMATS = {
  safetensors: 'safetensors',
  'pytorch-zip': 'PyTorch (zip container)',
  'pytorch-legacy': 'PyTorch (container from before version 1.6)',
  'keras-h5': 'Keras HDF5',
} as const;
export type WeightsFormat = keyof typeof WEIGHTS_FORMATS;

export interface TensorHeader {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

/** Close it when done. */
export interface WeightsSource {
  readonly format: WeightsFormat;
  /** For people: what was changed on the way from the file. */
  readonly notes?: readonly string[];
  /** By full name, in the order of the file. */
  readonly tensors: ReadonlyMap<string, TensorHeader>;
  /** @throws WeightsFileError if the tensor's bytes are not where the file says. */
  read(name: string): Promise<StoredTensor>;
  close(): Promise<void>;
}
