import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineMessage } from '../../core/protocol/index.ts';
import { StudioEventSchema, type RunLive } from '../../core/protocol/studio/events.ts';
import { LivePool } from '../../electron/main/runs/livePool.ts';

const point = (step: number) => ({ step, epoch: 0, trainedMs: step, values: { loss: step === 3 ? NaN : step } });

function collect(): { sent: RunLive[]; pool: LivePool } {
  const sent: RunLive[] = [];
  return { sent, pool: new LivePool((live) => sent.push(live)) };
}

test('many messages become one event with all points in order and the latest progress', () => {
  const { sent, pool } = collect();
  for (let step = 1; step <= 5; step++) {
    pool.add('run', { kind: 'metrics', sequence: step, points: [point(step)] });
    const numbers = { totalSteps: 5, epoch: 0, trainedMs: 1, stepsPerSecond: 2, etaSeconds: null, memoryBytes: 9 };
    pool.add('run', { kind: 'progress', sequence: step, step, ...numbers });
  }
  assert.equal(sent.length, 0);
  pool.flush();
  assert.equal(sent.length, 1);
  assert.deepEqual(
    sent[0]?.points.map(({ step }) => step),
    [1, 2, 3, 4, 5],
  );
  assert.equal(sent[0]?.progress?.step, 5);
});

test('every kind of message gives an event that the contract knows', () => {
  const { sent, pool } = collect();
  const messages: EngineMessage[] = [
    { kind: 'phase', sequence: 0, phase: 'training', detail: '' },
    { kind: 'metrics', sequence: 1, points: [point(3)] },
    { kind: 'log', sequence: 2, level: 'info', message: 'hello' },
    { kind: 'warning', sequence: 3, code: 'loss-spike', step: 3, message: 'jumped' },
    { kind: 'failed', sequence: 4, code: 'not-a-number', message: 'broke' },
    { kind: 'evaluation', sequence: 5, step: 3, epoch: 0, role: 'student', metric: 'ssim', value: 0.5, samples: 2 },
    {
      kind: 'checkpoint',
      sequence: 6,
      step: 3,
      epoch: 0,
      path: '/c',
      sha256: '0'.repeat(64),
      bytes: 1,
      purpose: 'final',
    },
    {
      kind: 'preview',
      sequence: 7,
      step: 3,
      epoch: 0,
      sampleId: 's',
      role: 'input',
      widthPixels: 1,
      heightPixels: 1,
      png: new Uint8Array(1),
    },
  ];
  for (const message of messages) pool.add('run', message);
  pool.flush();
  const live = StudioEventSchema.parse(sent[0]);
  assert.ok(live.kind === 'run-live');
  assert.deepEqual(
    live.events.map(({ level, code }) => [level, code]),
    [
      ['info', null],
      ['warning', 'loss-spike'],
      ['error', 'not-a-number'],
    ],
  );
  assert.equal('png' in live.previews[0]!, false);
});

test('runs are kept apart, and nothing is sent twice', () => {
  const { sent, pool } = collect();
  pool.add('a', { kind: 'metrics', sequence: 0, points: [point(1)] });
  pool.add('b', { kind: 'metrics', sequence: 0, points: [point(2)] });
  pool.flush();
  pool.flush();
  assert.deepEqual(
    sent.map(({ runId }) => runId),
    ['a', 'b'],
  );
});
