/**
 * `npm run demo`: a real distillation on the built-in emoji, then what came of it: a table, a contact sheet, the student.
 *
 *   npm run demo [-- --from-scratch] [--data FOLDER] [--set path=value …]
 *   npm run demo:unpaired: the same without pairs, from one emoji style to another (OMGD with a CycleGAN as the teacher)
 *
 * The teachers start from weights that this project trained (scripts/demoTeachers.ts) and go on learning, online, as the
 * paper has it; the student starts from nothing. --from-scratch starts the teachers from nothing too.
 */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { previewSheet } from '../core/cli/contactSheetOfRun.ts';
import { withStore } from '../core/cli/dataStore.ts';
import { readPipeline } from '../core/cli/pipelineSource.ts';
import { runInForeground } from '../core/cli/runInForeground.ts';
import { runDirectory, type RunRecord, type Store } from '../core/store/index.ts';
import { generatorWeights } from '../core/trainer/generatorWeights.ts';
import { writeSafetensorsFile } from '../core/weights/safetensorsFile.ts';
import { costTable, qualityTable } from './demo/tables.ts';

const { values } = parseArgs({
  options: {
    'from-scratch': { type: 'boolean', default: false },
    unpaired: { type: 'boolean', default: false },
    data: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
const scratch = values['from-scratch'] && !values.unpaired ? ['teachers.wider.start={"kind":"scratch"}', 'teachers.deeper.start={"kind":"scratch"}'] : []; // prettier-ignore
const source = await readPipeline(undefined, {
  preset: values.unpaired ? 'demo-emoji-styles' : 'demo-edges2emoji',
  set: [...scratch, ...values.set],
});

console.log(
  values.unpaired
    ? 'A CycleGAN and a student that learns from its best snapshot so far (OMGD), on emoji in two styles, without pairs.\n'
    : 'Two teachers and a student that learns from both while they train (OMGD), on outlines and colours of emoji.\n',
);
console.log(`${costTable(source.document)}\n`);
process.exitCode = await withStore(values.data === undefined ? {} : { data: values.data }, async (store) => {
  const runId = store.writer.createRun({ document: source.document, documentDirectory: source.directory });
  const exitCode = await runInForeground(store, runId, { json: false, debug: false });
  const run = store.reader.getRun(runId);
  if (run.state === 'finished') await report(store, run);
  return exitCode;
});

async function report(store: Store, run: RunRecord): Promise<void> {
  const folder = runDirectory(dirname(store.path), run.id);
  const sheet = join(folder, 'contact-sheet.png');
  await writeFile(sheet, await previewSheet(store.reader, run));
  const student = join(folder, 'student.safetensors');
  const checkpoint = store.reader.checkpointsOf(run.id).find(({ purpose }) => purpose === 'final')!;
  await writeSafetensorsFile(student, await generatorWeights(run.document, checkpoint.path, 'student'));
  const evaluations = store.reader.evaluationsOf(run.id).filter(({ step }) => step === run.step);
  console.log(`\n${qualityTable(evaluations)}\n`);
  console.log(`Contact sheet   ${sheet}`);
  console.log(`Student         ${student} (official PyTorch names)`);
  console.log(`Everything else ${store.path}: npm run omgd -- show ${run.id.slice(0, 8)}`);
}
