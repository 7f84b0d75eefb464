/** The files that are damaged: small, with everything that their format has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafetensors } from '../../core/weights/safetensors.ts';
import { float16Tensor, float32Tensor, int64Tensor } from '../../core/weights/storedTensor.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'weights');

const SAFETENSORS = new Map([
  ['model.1.weight', float32Tensor([2, 3, 7, 7], new Float32Array(294))],
  ['model.1.bias', float16Tensor([2], new Float32Array(2))],
  ['model.2.num_batches_tracked', int64Tensor([], [3])],
]);

export const FUZZED_FILES: readonly [what: string, file: () => Uint8Array][] = [
  ['safetensors', () => writeSafetensors(SAFETENSORS, { step: '3' })],
  ['PyTorch, zip container', () => readFileSync(join(FIXTURES, 'tensors.pth'))],
  ['PyTorch, legacy container', () => readFileSync(join(FIXTURES, 'tensors_legacy.pth'))],
  ['Keras, HDF5', () => readFileSync(join(FIXTURES, 'keras_vgg16.h5'))],
  ['Keras, HDF5 by position', () => readFileSync(join(FIXTURES, 'keras_vgg16.weights.h5'))],
];
