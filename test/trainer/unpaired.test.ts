import '../fixtures/oneThread.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { SNAPSHOTS } from '../../core/distill/unpairedPlan.ts';
import type { EngineMessage } from '../../core/protocol/index.ts';
import { loadCheckpoint } from '../../core/trainer/checkpoint.ts';
import { evaluateCheckpoint } from '../../core/trainer/evaluateCheckpoint.ts';
import { generatorWeights } from '../../core/trainer/generatorWeights.ts';
import { variablesOfDocument } from '../../core/trainer/planFromDocument.ts';
import { inFolder } from '../fixtures/folder.ts';
import { farthest, tf } from '../fixtures/tensorflow.ts';
import { trainIn } from '../fixtures/trainIn.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';

// T T T S S S S S S T T S S S S S S
const STEPS = 17;
const checkpoints = { interval: { every: 5, unit: 'steps' }, keep: 9 } as const;
const document = unpairedDocument('omgd-unpaired', 5, { checkpoints });

const fileOf = (folder: string, step: number): string =>
  join(folder, 'checkpoints', `step-${String(step).padStart(7, '0')}.safetensors`);
const specs = variablesOfDocument(document);

test('runs that stopped inside a block of the student and inside one of the teacher end as one that did not', async () => {
  await inFolder(async (whole) => {
    await inFolder(async (parts) => {
      const { messages } = await trainIn(document, whole);
      await trainIn(document, parts, { stopAfter: 5 });
      await trainIn(document, parts, { checkpoint: fileOf(parts, 5), stopAfter: 10 });
      await trainIn(document, parts, { checkpoint: fileOf(parts, 10) });
      const [expected, actual] = [await loadCheckpoint(fileOf(whole, STEPS), specs), await loadCheckpoint(fileOf(parts, STEPS), specs)]; // prettier-ignore
      for (const part of ['variables', 'firstMoments', 'secondMoments'] as const) {
        for (const [name, values] of Object.entries(expected.state[part])) {
          assert.equal(farthest(actual.state[part][name]!, values), 0, `${part} ${name}`);
        }
      }
      assert.deepEqual(actual.state.updates, { generators: 5, discriminators: 5, student: 12 });
      assert.deepEqual(actual.memory, expected.memory);
      assert.deepEqual(expected.memory.pools?.a?.shape, [2, 32, 32, 3]);
      await checkChoices(whole, messages);
    });
  });
});

/** Teachers are chosen at the ends of the teacher's blocks, and what teaches is what is exported. */
async function checkChoices(folder: string, messages: readonly EngineMessage[]): Promise<void> {
  const chosen = messages.flatMap((message) =>
    message.kind === 'log' && message.code === 'teacher-chosen' ? [message.step] : [],
  );
  assert.deepEqual(chosen, [3, 3, 11, 11]);
  const last = await loadCheckpoint(fileOf(folder, STEPS), specs);
  const { wider } = last.memory.teachers!;
  const values = messages.flatMap((message) =>
    message.kind === 'evaluation' && message.role === 'wider' && chosen.includes(message.step) ? [message.value] : [],
  );
  assert.equal(wider!.measured!.value, Math.min(...values));
  const exported = await generatorWeights(document, fileOf(folder, STEPS), 'wider');
  const bytes = exported.get('model.26.bias')!.bytes;
  const bias = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  assert.deepEqual(bias, last.state.variables[`${SNAPSHOTS.wider}.model.26.bias`]);
}

test('previews show both directions there and back, and the checkpoint can be measured again in both', async () => {
  await inFolder(async (folder) => {
    const { messages } = await trainIn(document, folder, { stopAfter: 5 });
    const task = { document, documentDirectory: folder, checkpointPath: fileOf(folder, 5), files: {}, seed: 1, statisticsFolder: folder }; // prettier-ignore
    const progress: number[] = [];
    const { measured, split } = await evaluateCheckpoint(tf, { ...task, metrics: ['l1', 'frechet-vgg16-hed'], maximumPairs: 3 }, ({ done }) => progress.push(done)); // prettier-ignore
    assert.deepEqual([split, progress], ['validation', [1, 2, 3]]);
    for (const metric of ['l1', 'frechet-vgg16-hed']) {
      const roles = measured.filter((one) => one.metric === metric && one.value > 0).map(({ role }) => role);
      assert.deepEqual(roles.sort(), ['backward', 'input', 'student', 'wider'], metric);
    }
    const roles = messages.flatMap((message) =>
      message.kind === 'preview' && message.step === 0 ? [message.role] : [],
    );
    assert.deepEqual(roles, ['input', 'target', 'wider', 'student', 'cycle', 'backward', 'backwardCycle']);
  });
});
