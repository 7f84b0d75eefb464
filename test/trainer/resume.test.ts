import '../fixtures/oneThread.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { variablesOf } from '../../core/distill/plan.ts';
import { loadCheckpoint } from '../../core/trainer/checkpoint.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { inFolder } from '../fixtures/folder.ts';
import { farthest } from '../fixtures/tensorflow.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { trainIn, type Outcome } from '../fixtures/trainIn.ts';

const document = tinyDocument(20);

const lossesOf = ({ messages }: Outcome): [number, Readonly<Record<string, number>>][] =>
  messages
    .flatMap((message) => (message.kind === 'metrics' ? message.points : []))
    .map(({ step, values }) => [step, values]);

test('ten steps, a stop, and ten more end in the same weights as twenty in one go', async () => {
  await inFolder(async (whole) => {
    await inFolder(async (halves) => {
      const uninterrupted = await trainIn(document, whole);
      const stopped = await trainIn(document, halves, { stopAfter: 10 });
      assert.equal(stopped.end.kind, 'stopped');
      assert.equal(stopped.end.step, 10);
      const checkpoint = stopped.end.kind === 'stopped' ? stopped.end.checkpoint! : '';
      const resumed = await trainIn(document, halves, { checkpoint });
      assert.deepEqual(resumed.end, { kind: 'finished', step: 20 });
      assert.deepEqual(
        lossesOf(resumed).map(([step]) => step),
        [11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
      );

      const specs = variablesOf(planFromDocument(document));
      const last = (folder: string): string => join(folder, 'checkpoints', 'step-0000020.safetensors');
      const [expected, actual] = [await loadCheckpoint(last(whole), specs), await loadCheckpoint(last(halves), specs)];
      for (const part of ['variables', 'firstMoments', 'secondMoments'] as const) {
        for (const [name, values] of Object.entries(expected.state[part])) {
          assert.equal(farthest(actual.state[part][name]!, values), 0, `${part} ${name}`);
        }
      }
      assert.deepEqual(actual.state.updates, expected.state.updates);
      assert.equal(lossesOf(uninterrupted).length, 20);
    });
  });
});

test('messages are numbered without a gap, previews begin before the first step, and the end is a checkpoint', async () => {
  await inFolder(async (folder) => {
    const { messages } = await trainIn(document, folder, { stopAfter: 5 });
    assert.deepEqual(
      messages.map(({ sequence }) => sequence),
      messages.map((_, index) => index),
    );
    const previews = messages.flatMap((message) =>
      message.kind === 'preview' && message.step === 0 ? [message.role] : [],
    );
    assert.deepEqual(previews, ['input', 'target', 'wider', 'deeper', 'student']);
    assert.ok(messages.some((message) => message.kind === 'warning' && message.code === 'perceptual-random'));
  });
});

test('a damaged checkpoint is named and refused', async () => {
  await inFolder(async (folder) => {
    await trainIn(document, folder, { stopAfter: 5 });
    const checkpoint = join(folder, 'checkpoints', 'step-0000005.safetensors');
    writeFileSync(checkpoint, readFileSync(checkpoint).subarray(0, 5000));
    await assert.rejects(trainIn(document, folder, { checkpoint }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'checkpoint-damaged');
      assert.match(error.message, /step-0000005/);
      return true;
    });
  });
});
