import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  demandedFlavour,
  isAtLeast,
  OLDEST_CUDA_DRIVER,
  parseDriverVersion,
  parseFlavour,
} from '../../../core/engine/runtime/flavour.ts';

test('the driver version is read from the text of the kernel module and of nvidia-smi', () => {
  const kernel = 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\nGCC 12.2.0';
  assert.equal(parseDriverVersion(kernel), '550.54.15');
  assert.equal(parseDriverVersion('535.104\n535.104\n'), '535.104');
  assert.equal(parseDriverVersion('no devices were found'), null);
});

test('versions compare number by number, not as text', () => {
  assert.ok(isAtLeast('550.54.15', OLDEST_CUDA_DRIVER));
  assert.ok(isAtLeast(OLDEST_CUDA_DRIVER, OLDEST_CUDA_DRIVER));
  assert.ok(isAtLeast('1000.1', OLDEST_CUDA_DRIVER));
  assert.ok(!isAtLeast('525.9', OLDEST_CUDA_DRIVER));
  assert.ok(!isAtLeast('470.256.02', OLDEST_CUDA_DRIVER));
});

test('an unknown flavour is refused with the names of the known ones', () => {
  assert.equal(parseFlavour('cuda'), 'cuda');
  assert.throws(() => parseFlavour('gpu'), /"gpu" is not a TensorFlow runtime.*cpu, cuda, stock/);
});

test('OMGD_RUNTIME demands a flavour', () => {
  assert.equal(demandedFlavour({ OMGD_RUNTIME: 'stock' }), 'stock');
  assert.equal(demandedFlavour({}), undefined);
});
