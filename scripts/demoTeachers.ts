/**
 * Trains the teachers that the demo starts from, each as a plain pix2pix generator, and puts them into resources/demo.
 * Takes about 50 minutes on two idle cores; stopped, it goes on where it was.
 *
 *   npm run demo:teachers [-- --data FOLDER]
 */
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withStore } from '../core/cli/dataStore.ts';
import { resourcePath } from '../core/installation/resources.ts';
import type { PipelineInput } from '../core/pipeline/index.ts';
import { generatorWeights } from '../core/trainer/generatorWeights.ts';
import { writeSafetensorsFile } from '../core/weights/safetensorsFile.ts';
import { completeDocument, finishedRun } from './runs.ts';

const TEACHERS = {
  wider: { architecture: 'mobile_resnet_9blocks', ngf: 32 },
  deeper: { architecture: 'mobile_deepest_resnet', ngf: 8 },
} as const;

const { values } = parseArgs({ options: { data: { type: 'string', default: '.cache/demo-teachers' } } });

await withStore({ data: resolve(values.data) }, async (store) => {
  for (const role of ['wider', 'deeper'] as const) {
    const document = completeDocument(teacherPipeline(role));
    const run = await finishedRun(store, document);
    const checkpoint = store.reader.checkpointsOf(run.id).find(({ purpose }) => purpose === 'final');
    if (!checkpoint) throw new Error(`"${run.name}" has no final checkpoint.`);
    const tensors = await generatorWeights(document, checkpoint.path, 'student', { dtype: 'F16' });
    const path = resourcePath(`demo/${role}.safetensors`);
    await mkdir(dirname(path), { recursive: true });
    await writeSafetensorsFile(path, tensors);
    console.log(`${role} teacher: ${path}`);
  }
});

function teacherPipeline(role: keyof typeof TEACHERS): PipelineInput {
  const every = (steps: number) => ({ every: steps, unit: 'steps' as const });
  return {
    version: 1,
    name: `Demo teacher: ${role}`,
    method: 'pix2pix',
    dataset: { kind: 'emoji', skinTonesAndFlags: false },
    preprocess: { loadSize: 72, cropSize: 64 },
    student: TEACHERS[role],
    discriminator: { kind: 'n_layers', ndf: 32 },
    training: { batchSize: 4, learningRate: 5e-4, schedule: { unit: 'steps', flat: 5000, decay: 4500 } },
    evaluation: { interval: every(1000), samples: 64 },
    previews: { interval: every(1000), samples: 6 },
    checkpoints: { interval: every(500) },
  };
}
