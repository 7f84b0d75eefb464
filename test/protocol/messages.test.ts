import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import {
  EngineMessageSchema,
  parseEngineCommand,
  parseEngineMessage,
  type EngineMessage,
} from '../../core/protocol/index.ts';

const MESSAGES: readonly EngineMessage[] = [
  { kind: 'weights', sequence: 0, used: [{ network: 'perceptual', source: 'library:vgg16', sha256: 'a'.repeat(64) }] },
  { kind: 'ready', sequence: 0, versions: { tensorflow: '2.21.0' }, device: 'CPU', threads: 2 },
  { kind: 'phase', sequence: 1, phase: 'loading-data', detail: '4,495 pairs' },
  {
    kind: 'progress',
    sequence: 2,
    step: 3,
    totalSteps: 100,
    epoch: 0,
    trainedMs: 1200,
    stepsPerSecond: 2.5,
    etaSeconds: null,
    memoryBytes: 1e9,
  },
  {
    kind: 'metrics',
    sequence: 3,
    points: [{ step: 1, epoch: 0, trainedMs: 400, values: { 'student.ssim': 0.4, 'wider.gan': NaN, tv: Infinity } }],
  },
  {
    kind: 'preview',
    sequence: 4,
    step: 0,
    epoch: 0,
    sampleId: '1F600',
    role: 'student',
    widthPixels: 1,
    heightPixels: 1,
    png: Uint8Array.of(137, 80, 78, 71),
  },
  {
    kind: 'checkpoint',
    sequence: 5,
    step: 10,
    epoch: 1,
    path: '/runs/1/step-10.ckpt',
    sha256: 'a'.repeat(64),
    bytes: 12,
    purpose: 'regular',
  },
  {
    kind: 'evaluation',
    sequence: 6,
    step: 10,
    epoch: 1,
    role: 'student',
    metric: 'psnr',
    value: Infinity,
    samples: 64,
  },
  { kind: 'warning', sequence: 7, code: 'loss-spike', step: 9, message: 'wider.gan is 40 times its usual size.' },
  { kind: 'log', sequence: 8, level: 'info', message: 'Captured the step.' },
  { kind: 'paused', sequence: 9, step: 10 },
  { kind: 'resumed', sequence: 10, step: 10 },
  { kind: 'finished', sequence: 11, step: 100 },
  { kind: 'stopped', sequence: 12, step: 50, checkpoint: '/runs/1/step-50.ckpt' },
  { kind: 'failed', sequence: 13, code: 'not-a-number', message: 'wider.gan is NaN.', step: 7, term: 'wider.gan' },
];

test('every message survives the way through a message port and the check at the other end', async () => {
  const { port1, port2 } = new MessageChannel();
  const received: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    port2.on('message', (value) => {
      received.push(value);
      if (received.length === MESSAGES.length) resolve();
    });
  });
  for (const message of MESSAGES) port1.postMessage(message);
  await all;
  port1.close();
  assert.deepEqual(received.map(parseEngineMessage), MESSAGES);
});

test('every kind of message is among them', () => {
  const kinds = EngineMessageSchema.options.map((option) => option.shape.kind.value);
  assert.deepEqual(new Set(MESSAGES.map(({ kind }) => kind)), new Set(kinds));
});

test('a message with a missing, a wrong or an unknown field is refused', () => {
  assert.throws(() => parseEngineMessage({ kind: 'finished', step: 1 }), /sequence/);
  assert.throws(() => parseEngineMessage({ kind: 'finished', sequence: 0, step: -1 }), /step/);
  assert.throws(() => parseEngineMessage({ kind: 'finished', sequence: 0, step: 1, colour: 'red' }), /colour/);
  assert.throws(() => parseEngineMessage({ kind: 'failed', sequence: 0, code: 'tired', message: 'x' }), /code/);
});

test('commands are checked as well', () => {
  const start = {
    kind: 'start',
    sequence: 0,
    runId: 'r1',
    document: { version: 1 },
    documentDirectory: '/home/me',
    runDirectory: '/data/runs/r1',
    resume: { checkpointPath: '/data/runs/r1/step-10.ckpt' },
  };
  assert.deepEqual(parseEngineCommand(start), start);
  assert.deepEqual(parseEngineCommand({ kind: 'stop', sequence: 1 }), { kind: 'stop', sequence: 1 });
  assert.throws(() => parseEngineCommand({ kind: 'faster', sequence: 2 }), /kind/);
});
