import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { superviseRun } from '../../core/engine/supervisor.ts';
import { databasePath, openStore, type Store } from '../../core/store/index.ts';
import { loadCheckpoint } from '../../core/trainer/checkpoint.ts';
import { variablesOfDocument } from '../../core/trainer/planFromDocument.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

/** Killed after so many steps; the unpaired run then stands in the middle of a block of its student. */
const CASES: readonly (readonly [string, PipelineDocument, kill: number, steps: number])[] = [
  ['paired', tinyDocument(20), 10, 20],
  ['unpaired', unpairedDocument('omgd-unpaired', 5), 5, 17],
];

/** A run in a store of its own. */
function newRun(context: TestContext, document: PipelineDocument): { store: Store; runId: string } {
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  return { store, runId: store.writer.createRun({ document, documentDirectory: folder }) };
}

/** Kills the engine without warning (SIGKILL) once a checkpoint of `step` is recorded and a step after it was made. */
async function trainAndKill({ store, runId }: { store: Store; runId: string }, step: number): Promise<void> {
  let saved = false;
  const run = await superviseRun({
    store,
    runId,
    onMessage: (message) => {
      if (message.kind === 'checkpoint' && message.step >= step) saved = true;
      if (message.kind === 'metrics' && saved) run.kill();
    },
  });
  assert.equal((await run.ended).state, 'interrupted');
}

async function trainToTheEnd({ store, runId }: { store: Store; runId: string }, steps: number) {
  const run = await superviseRun({ store, runId });
  assert.deepEqual(await run.ended, { state: 'finished' });
  const last = store.reader.checkpointsOf(runId).find(({ step }) => step === steps)!;
  return loadCheckpoint(last.path, variablesOfDocument(store.reader.getRun(runId).document));
}

for (const [name, document, kill, steps] of CASES) {
  test(`${name}: a run that was killed in the middle and resumed ends in the weights of one that was not, bit for bit`, async (context) => {
    const whole = await trainToTheEnd(newRun(context, document), steps);
    const killed = newRun(context, document);
    await trainAndKill(killed, kill);
    const resumed = await trainToTheEnd(killed, steps);
    assert.deepEqual(resumed.state.updates, whole.state.updates);
    assert.deepEqual(resumed.memory, whole.memory);
    for (const part of ['variables', 'firstMoments', 'secondMoments'] as const) {
      for (const [name, values] of Object.entries(whole.state[part])) {
        assert.deepEqual(resumed.state[part][name], values, `${part} ${name}`);
      }
    }
  });
}
