import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import type { EngineMessage } from '../../core/protocol/index.ts';
import { Control } from '../../core/trainer/control.ts';
import { EngineVoice } from '../../core/trainer/engineVoice.ts';
import { train } from '../../core/trainer/train.ts';
import { inFolder } from '../fixtures/folder.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { trainIn, type Outcome } from '../fixtures/trainIn.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';

const REAL = 20;

async function writePictures(folder: string): Promise<void> {
  await mkdir(folder);
  for (let index = 0; index < REAL; index++) {
    const background = { r: 6 * index, g: 255 - 6 * index, b: index % 2 === 0 ? 0 : 200 };
    const image = sharp({ create: { width: 96, height: 48, channels: 3, background } });
    await writeFile(join(folder, `${index}.png`), await image.png().toBuffer());
  }
}

const isEvaluating =
  (detail: RegExp) =>
  (message: EngineMessage): boolean =>
    message.kind === 'phase' && message.phase === 'evaluating' && detail.test(message.detail);

/** Trains until the first message of that kind, and asks for a stop in the middle of what it is about. */
async function trainUntil(
  isIt: (message: EngineMessage) => boolean,
  document: unknown,
  folder: string,
): Promise<Outcome> {
  const control = new Control();
  const messages: EngineMessage[] = [];
  const voice = new EngineVoice((message) => {
    messages.push(message);
    if (isIt(message)) control.stop();
  });
  const end = await train(tf, { document, documentDirectory: folder, runDirectory: folder }, control, voice);
  return { end, messages };
}

const measuredSteps = ({ messages }: Outcome): number[] => [
  ...new Set(messages.flatMap((message) => (message.kind === 'evaluation' ? [message.step] : []))),
];

test('a stop ends the reading of all real pictures; the evaluation is made when the run goes on', () =>
  inFolder(async (folder) => {
    await writePictures(join(folder, 'pairs'));
    const document = tinyDocument(3, {
      dataset: { kind: 'sideBySide', folder: 'pairs', direction: 'AtoB', validationFraction: 0.1 },
      evaluation: {
        interval: { every: 2, unit: 'steps' },
        samples: 2,
        metrics: ['ssim', 'frechet-vgg16-hed'],
        realPictures: 'all',
      },
    });
    const stopped = await trainUntil(isEvaluating(/^16 of 20 real pictures/), document, folder);
    assert.ok(stopped.end.kind === 'stopped' && stopped.end.step === 2);
    assert.deepEqual(measuredSteps(stopped), []);
    assert.ok(!stopped.messages.some(isEvaluating(/^20 of 20/)));
    assert.ok(stopped.messages.some((message) => message.kind === 'log' && /after step 2 was stopped/.test(message.message))); // prettier-ignore
    const resumed = await trainIn(document, folder, { checkpoint: stopped.end.checkpoint! });
    assert.deepEqual(resumed.end, { kind: 'finished', step: 3 });
    assert.deepEqual(measuredSteps(resumed), [2, 3]);
    const first = resumed.messages.find((message) => message.kind === 'evaluation' || message.kind === 'metrics');
    assert.equal(first?.kind, 'evaluation');
    const frechet = resumed.messages.find((message) => message.kind === 'evaluation' && message.metric === 'frechet-vgg16-hed'); // prettier-ignore
    assert.equal(frechet?.kind === 'evaluation' && frechet.details?.realSamples, REAL);
  }));

test('a stop while a teacher is measured leaves the choice for later, and nothing else changes', () =>
  inFolder((whole) =>
    inFolder(async (halves) => {
      const document = unpairedDocument('omgd-unpaired', 6);
      const chosen = ({ messages }: Outcome): string[] =>
        messages.flatMap((message) => (message.kind === 'log' && message.code === 'teacher-chosen' ? [message.message] : [])); // prettier-ignore
      const losses = ({ messages }: Outcome): [number, number][] =>
        messages
          .flatMap((message) => (message.kind === 'metrics' ? message.points : []))
          .flatMap(({ step, values }) => Object.values(values).map((value): [number, number] => [step, value]));
      const uninterrupted = await trainIn(document, whole);
      const stopped = await trainUntil(isEvaluating(/held-out pairs$/), document, halves);
      assert.ok(stopped.end.kind === 'stopped' && stopped.end.step === 3);
      assert.deepEqual(chosen(stopped), []);
      const resumed = await trainIn(document, halves, { checkpoint: stopped.end.checkpoint! });
      assert.deepEqual(chosen(resumed), chosen(uninterrupted));
      const expected = losses(uninterrupted);
      const found = [...losses(stopped), ...losses(resumed)];
      assert.deepEqual(found.map(([step]) => step), expected.map(([step]) => step)); // prettier-ignore
      found.forEach(([step, value], index) => {
        assert.ok(
          Math.abs(value - expected[index]![1]) <= 1e-3 * Math.abs(expected[index]![1]),
          `step ${String(step)}`,
        );
      });
    }),
  ));
