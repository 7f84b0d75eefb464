/**
 * The comparison in docs/results.md: the student of online distillation, from scratch, against the same student trained
 * plainly with pix2pix, for the same number of steps and for the same wall time. Three seeds. Stopped, it goes on.
 *
 *   npm run results [-- --data FOLDER] [--steps 800] [--seeds 233,234,235] [--factor STEPS_PER_OMGD_STEP]
 *
 * The rate stays flat, so the plain run of the longer length contains the one of the same length. How many plain steps
 * take as long as one step of distillation is measured by `npm run bench -- demo` and given as --factor.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { previewSheet } from '../core/cli/contactSheetOfRun.ts';
import { withStore } from '../core/cli/dataStore.ts';
import type { PipelineInput } from '../core/pipeline/index.ts';
import { metricsAt, resultsTable, type Outcome } from './results/table.ts';
import { completeDocument, finishedRun } from './runs.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.cache/results' },
    steps: { type: 'string', default: '800' },
    seeds: { type: 'string', default: '233,234,235' },
    factor: { type: 'string', default: '7' },
  },
});
const steps = Number(values.steps);
const plainSteps = Math.round((steps * Number(values.factor)) / 100) * 100;
const folder = resolve(values.data);

await withStore({ data: folder }, async (store) => {
  const outcomes: Outcome[] = [];
  for (const seed of values.seeds.split(',').map(Number)) {
    const distilled = await finishedRun(store, completeDocument(pipeline('omgd', seed, steps)));
    const plain = await finishedRun(store, completeDocument(pipeline('pix2pix', seed, plainSteps)));
    outcomes.push(
      { method: 'OMGD student', seed, metrics: metricsAt(store, distilled.id, 'student', steps) },
      { method: 'wider teacher of OMGD', seed, metrics: metricsAt(store, distilled.id, 'wider', steps) },
      { method: 'deeper teacher of OMGD', seed, metrics: metricsAt(store, distilled.id, 'deeper', steps) },
      { method: `plain student, same steps (${steps})`, seed, metrics: metricsAt(store, plain.id, 'student', steps) },
      {
        method: `plain student, same time (${plainSteps} steps)`,
        seed,
        metrics: metricsAt(store, plain.id, 'student', plainSteps),
      },
      { method: 'output = input', seed, metrics: metricsAt(store, distilled.id, 'input', steps) },
    );
    for (const run of [distilled, plain]) {
      await writeFile(
        resolve(folder, `${run.name.replaceAll(/\W+/g, '-')}.png`),
        await previewSheet(store.reader, run),
      );
    }
  }
  console.log(`\n${resultsTable(outcomes)}\n\nContact sheets: ${folder}`);
});

function pipeline(method: 'omgd' | 'pix2pix', seed: number, length: number): PipelineInput {
  const shared: PipelineInput = {
    version: 1,
    name: `${method} seed ${seed}, ${length} steps`,
    method,
    dataset: { kind: 'emoji', skinTonesAndFlags: false },
    preprocess: { loadSize: 72, cropSize: 64 },
    student: { architecture: 'mobile_resnet_9blocks', ngf: 8 },
    discriminator: { kind: method === 'omgd' ? 'multi_n_layers' : 'n_layers', ndf: 32 },
    training: { seed, batchSize: 4, learningRate: 5e-4, schedule: { unit: 'steps', flat: length, decay: 0 } },
    evaluation: { interval: { every: 200, unit: 'steps' }, samples: 95 },
    previews: { interval: { every: 500, unit: 'steps' }, samples: 8 },
    checkpoints: { interval: { every: 250, unit: 'steps' } },
  };
  if (method === 'pix2pix') return shared;
  return {
    ...shared,
    teachers: {
      wider: { architecture: 'mobile_resnet_9blocks', ngf: 32 },
      deeper: { architecture: 'mobile_deepest_resnet', ngf: 8 },
    },
  };
}
