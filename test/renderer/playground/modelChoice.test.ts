import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioExport } from '../../../core/protocol/studio/exports.ts';
import {
  chosenOf,
  describeFile,
  edgesFor,
  filesOf,
  runnableExports,
  usualRoles,
} from '../../../renderer/playground/modelChoice.ts';

const MODEL: StudioExport = {
  exportId: 'a',
  runId: 'run',
  runName: 'Run',
  step: 1300,
  role: 'student',
  architecture: 'mobile_resnet_9blocks',
  ngf: 8,
  target: 'onnx',
  precision: 'float32',
  convention: { range: '-1..1', layout: 'NCHW' },
  inputChannels: 3,
  outputChannels: 3,
  sizeMultiple: 4,
  trainedPixels: 100,
  macsPaper: 1e8,
  parameters: 1e5,
  createdMs: 1,
  folderName: 'student-onnx-float32',
  mainFile: 'model.onnx',
  files: [{ name: 'model.onnx', bytes: 612_000, sha256: '' }],
  verification: {
    runtime: 'onnxruntime',
    pictures: 16,
    inputs: 'held-out',
    maximumError: 0,
    meanError: 0,
    psnrDb: null,
    ssim: 1,
    sizePixels: { height: 64, width: 64 },
    limit: { measure: 'maximumError', atMost: 1e-4 },
  },
  latency: null,
};

test('only files that the window can run are offered', () => {
  assert.deepEqual(runnableExports([MODEL, { ...MODEL, target: 'tfjs' }]), [MODEL]);
});

test('student and wider teacher are shown first; the deeper one where only it has a file', () => {
  const roles = ['student', 'wider', 'deeper'] as const;
  assert.deepEqual(usualRoles(roles, new Set()), ['student', 'wider']);
  assert.deepEqual(usualRoles(roles, new Set(['student', 'deeper'])), ['student', 'deeper']);
  assert.deepEqual(usualRoles(['backward'], new Set(['backward'])), ['backward']);
});

test('files of one network: the most exact first, then the newest', () => {
  const half = { ...MODEL, exportId: 'half', precision: 'float16', createdMs: 9 };
  const newer = { ...MODEL, exportId: 'newer', createdMs: 2 };
  const wider = { ...MODEL, role: 'wider', exportId: 'wider' } as const;
  const other = { ...MODEL, runId: 'another run', exportId: 'other' };
  const all = [half, MODEL, wider, newer, other];
  const ids = (role: StudioExport['role']) => filesOf(all, 'run', role).map(({ exportId }) => exportId);
  assert.deepEqual(ids('student'), ['newer', 'a', 'half']);
  assert.deepEqual(ids('wider'), ['wider']);
  assert.deepEqual(ids('deeper'), []);
  assert.equal(chosenOf(filesOf(all, 'run', 'student'), 'half'), half);
  assert.equal(chosenOf(filesOf(all, 'run', 'student'), 'gone'), newer);
});

test('the sizes are those that every model can take, the trained one among them', () => {
  assert.ok(edgesFor([MODEL]).includes(100));
  const unet = { ...MODEL, sizeMultiple: 256, trainedPixels: 256 };
  assert.deepEqual(edgesFor([MODEL, unet]), [256, 512, 768, 1024]);
});

test('a file is described by what tells it from the others', () => {
  assert.equal(describeFile(MODEL), 'float32 · 0.61 MB · step 1,300');
  const unusual = { ...MODEL, convention: { range: '0..255', layout: 'NHWC' } as const };
  assert.equal(describeFile(unusual), 'float32 · 0.61 MB · step 1,300 · 0…255 · NHWC');
});
