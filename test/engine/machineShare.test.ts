import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divideMachine, takeShare } from '../../core/engine/machineShare.ts';

const MACHINE = { cores: 16, freeBytes: 64e9, gpus: 0 };

test('a machine is divided so that its runs together use it once', () => {
  assert.equal(divideMachine(MACHINE).length, 8);
  assert.deepEqual(divideMachine(MACHINE, 3)[0], { threads: 5, background: true });
  assert.deepEqual(divideMachine({ ...MACHINE, cores: 2 }, 4)[3], { threads: 1, background: true });
});

test('little memory means fewer runs, but always one', () => {
  assert.equal(divideMachine({ ...MACHINE, freeBytes: 7e9 }).length, 2);
  assert.equal(divideMachine({ ...MACHINE, freeBytes: 1e9 }).length, 1);
});

test('each GPU gets one run', () => {
  const shares = divideMachine({ ...MACHINE, gpus: 2 });
  assert.deepEqual(shares.map(({ gpu, threads }) => [gpu, threads]), [[0, 8], [1, 8]]); // prettier-ignore
});

test('a share is told to TensorFlow through the environment', () => {
  const environment: NodeJS.ProcessEnv = {};
  takeShare({ threads: 3, gpu: 1 }, environment);
  assert.deepEqual(environment, { TF_NUM_INTRAOP_THREADS: '3', TF_NUM_INTEROP_THREADS: '3', CUDA_VISIBLE_DEVICES: '1' }); // prettier-ignore
});
