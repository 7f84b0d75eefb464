/** Teachers that come from an earlier run or from a .pth file, frozen or going on. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { variablesOf } from '../../core/distill/plan.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import type { EngineMessage } from '../../core/protocol/index.ts';
import { loadCheckpoint } from '../../core/trainer/checkpoint.ts';
import { Control } from '../../core/trainer/control.ts';
import { EngineVoice } from '../../core/trainer/engineVoice.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { startVariables } from '../../core/trainer/startWeights.ts';
import type { TrainTask } from '../../core/trainer/session.ts';
import { train } from '../../core/trainer/train.ts';
import { TrainError } from '../../core/trainer/trainError.ts';
import { decodeFloat32 } from '../../core/weights/storedTensor.ts';
import { inFolder } from '../fixtures/folder.ts';
import { REFERENCE_FOLDER, referenceTensors } from '../fixtures/reference.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';

/** Trains in `folder` and returns the path of the last checkpoint. */
async function trained(folder: string, document: PipelineDocument, more: Partial<TrainTask> = {}): Promise<string> {
  let last = '';
  const voice = new EngineVoice((message: EngineMessage) => {
    if (message.kind === 'checkpoint') last = message.path;
  });
  await train(tf, { document, documentDirectory: folder, runDirectory: folder, ...more }, new Control(), voice);
  return last;
}

const wider = { architecture: 'mobile_resnet_9blocks', ngf: 6 } as const;
const fromRun = { ...wider, frozen: true, start: { kind: 'run', run: 'earlier', role: 'wider' } } as const;

async function variablesIn(path: string, document: PipelineDocument) {
  return (await loadCheckpoint(path, variablesOf(planFromDocument(document)))).state.variables;
}

test('a frozen teacher of an earlier run keeps the weights it had there, over a stop and a resume', async () => {
  await inFolder(async (first) => {
    await inFolder(async (second) => {
      const earlierDocument = tinyDocument(2, { teachers: { wider }, discriminator: { kind: 'n_layers', ndf: 6 } });
      const earlier = await trained(first, earlierDocument);
      const document = tinyDocument(4, { teachers: { wider: fromRun } });
      const half = await trained(second, document, { earlierRuns: { earlier }, untilStep: 2 });
      // The earlier run is not needed any more: the checkpoint has its teacher.
      const whole = await trained(second, document, { checkpointPath: half });
      const before = await variablesIn(earlier, earlierDocument);
      const [atHalf, atEnd] = [await variablesIn(half, document), await variablesIn(whole, document)];
      const names = Object.keys(atEnd).filter((name) => name.startsWith('wider.'));
      assert.ok(names.length > 80);
      for (const name of names) assert.deepEqual([atHalf[name], atEnd[name]], [before[name], before[name]], name);
      assert.notDeepEqual(atEnd['student.model.1.weight'], atHalf['student.model.1.weight']);
    });
  });
});

test('an earlier run that is gone, or whose network is another one, is told with the reason', async () => {
  const document = tinyDocument(2, { teachers: { wider: fromRun } });
  await assert.rejects(startVariables(document, '.'), (error) => {
    return error instanceof TrainError && error.code === 'weights-missing' && /run earlier/.test(error.message);
  });
  await inFolder(async (folder) => {
    const small = tinyDocument(1, {
      teachers: { wider: { ...wider, ngf: 3 } },
      discriminator: { kind: 'n_layers', ndf: 6 },
    });
    const earlier = await trained(folder, small);
    await assert.rejects(startVariables(document, '.', { earlier }), (error) => {
      return error instanceof TrainError && error.code === 'weights-mismatch' && /model\.1\.weight/.test(error.message);
    });
  });
});

test('a teacher starts from a .pth file in the legacy container', async () => {
  const file = join(REFERENCE_FOLDER, 'pth', 'student_legacy_format.pth');
  const teacher = { architecture: 'mobile_resnet_9blocks', ngf: 4, start: { kind: 'weights', file } } as const;
  const variables = await startVariables(tinyDocument(1, { teachers: { wider: teacher } }), '.');
  const bias = referenceTensors('train_multiteacher_mobile').get('final.student.model.1.bias')!;
  assert.deepEqual(variables['wider.model.1.bias'], decodeFloat32(bias));
});
