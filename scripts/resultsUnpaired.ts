/**
 * The unpaired comparison in docs/results.md: the student of the demo, distilled from a CycleGAN that trains at the same
 * time, against the same student trained plainly as a CycleGAN's generator, for the same number of optimiser steps. Pairs
 * are used to measure only. Three seeds. Stopped, it goes on.
 *
 *   npm run results:unpaired [-- --data FOLDER] [--teacher-steps 300] [--seeds 233,234,235]
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { previewSheet } from '../core/cli/contactSheetOfRun.ts';
import { withStore } from '../core/cli/dataStore.ts';
import { presetById, type PipelineDocument } from '../core/pipeline/index.ts';
import { metricsAt, resultsTable, type Outcome } from './results/table.ts';
import { completeDocument, finishedRun } from './runs.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.cache/results-unpaired' },
    'teacher-steps': { type: 'string', default: '300' },
    seeds: { type: 'string', default: '233,234,235' },
  },
});
/** Blocks of the teacher, and how many times as long the student's are. */
const BLOCKS = 3;
const N_DIS = 2;
const teacherSteps = Number(values['teacher-steps']);
const allSteps = teacherSteps * (1 + N_DIS);
const folder = resolve(values.data);

await withStore({ data: folder }, async (store) => {
  const outcomes: Outcome[] = [];
  for (const seed of values.seeds.split(',').map(Number)) {
    const distilled = await finishedRun(store, completeDocument(pipeline('omgd-unpaired', seed)));
    const plain = await finishedRun(store, completeDocument(pipeline('cyclegan', seed)));
    for (const run of [distilled, plain]) {
      const minutes = (run.trainedMs / 60_000).toFixed(1);
      console.log(`${run.name}: ${run.step} steps in ${minutes} minutes of training`);
      await writeFile(
        resolve(folder, `${run.name.replaceAll(/\W+/g, '-')}.png`),
        await previewSheet(store.reader, run),
      );
    }
    const of = (run: typeof distilled, role: string) => metricsAt(store, run.id, role, allSteps);
    outcomes.push(
      { method: 'OMGD student', seed, metrics: of(distilled, 'student') },
      { method: 'its CycleGAN teacher', seed, metrics: of(distilled, 'wider') },
      { method: `plain CycleGAN student, same steps (${allSteps})`, seed, metrics: of(plain, 'student') },
      { method: 'output = input', seed, metrics: of(plain, 'input') },
    );
  }
  console.log(`\n${resultsTable(outcomes)}\n\nContact sheets: ${folder}`);
});

/** The demo with a flat rate and the lengths of the comparison. */
function pipeline(method: 'omgd-unpaired' | 'cyclegan', seed: number): PipelineDocument {
  const { document: demo } = presetById('demo-emoji-styles');
  const isPlain = method === 'cyclegan';
  const flat = isPlain ? allSteps : teacherSteps;
  return {
    ...demo,
    name: `${method} seed ${seed}, ${allSteps} steps`,
    method,
    teachers: isPlain ? {} : demo.teachers,
    training: {
      ...demo.training,
      seed,
      nDis: isPlain ? 1 : N_DIS,
      blockLength: Math.ceil(teacherSteps / BLOCKS),
      schedule: { unit: 'steps', flat, decay: 0 },
    },
    evaluation: { ...demo.evaluation, interval: { every: allSteps, unit: 'steps' }, samples: 67 },
    previews: { ...demo.previews, interval: { every: allSteps, unit: 'steps' } },
    checkpoints: { interval: { every: 150, unit: 'steps' }, keep: 1 },
  };
}
