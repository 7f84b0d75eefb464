import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { variablesOf } from '../../core/distill/plan.ts';
import { superviseRun } from '../../core/engine/supervisor.ts';
import { databasePath, openStore, type Store } from '../../core/store/index.ts';
import { loadCheckpoint } from '../../core/trainer/checkpoint.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

const STEPS = 20;
const document = tinyDocument(STEPS);
const specs = variablesOf(planFromDocument(document));

/** A run in a store of its own. */
function newRun(context: TestContext): { store: Store; runId: string } {
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

async function trainToTheEnd({ store, runId }: { store: Store; runId: string }) {
  const run = await superviseRun({ store, runId });
  assert.deepEqual(await run.ended, { state: 'finished' });
  const last = store.reader.checkpointsOf(runId).find(({ step }) => step === STEPS)!;
  return loadCheckpoint(last.path, specs);
}

test('a run that was killed in the middle and resumed ends in the weights of one that was not, bit for bit', async (context) => {
  const whole = await trainToTheEnd(newRun(context));
  const killed = newRun(context);
  await trainAndKill(killed, 10);
  const resumed = await trainToTheEnd(killed);
  assert.deepEqual(resumed.state.updates, whole.state.updates);
  for (const part of ['variables', 'firstMoments', 'secondMoments'] as const) {
    for (const [name, values] of Object.entries(whole.state[part])) {
      assert.deepEqual(resumed.state[part][name], values, `${part} ${name}`);
    }
  }
});
