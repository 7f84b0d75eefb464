/** Real sweeps with real engines: divided, stopped, killed, extended. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { superviseRun } from '../../core/engine/supervisor.ts';
import { databasePath, openStore, type Store } from '../../core/store/index.ts';
import { addSeeds, createSweep } from '../../core/sweep/create.ts';
import { parseSweep } from '../../core/pipeline/sweepDocument.ts';
import { localRuns } from '../../core/sweep/localRuns.ts';
import { SweepScheduler, type StartRun } from '../../core/sweep/scheduler.ts';
import { loadCheckpoint } from '../../core/trainer/checkpoint.ts';
import { variablesOf } from '../../core/distill/plan.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { until } from '../fixtures/until.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

function tinySweep(context: TestContext, steps: number, input: Record<string, unknown>) {
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const parsed = parseSweep({ version: 1, base: quickPipeline(steps), ...input });
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problems.join('\n'));
  const request = { document: parsed.document, documentDirectory: folder, target: { kind: 'local' } as const };
  return { store, sweepId: createSweep(store, request) };
}

function work(store: Store, sweepId: string, runsAtOnce: number, listener = {}): SweepScheduler {
  return new SweepScheduler({ getStore: () => store, sweepId, ...localRuns(runsAtOnce), listener });
}

const WIDTHS = { kind: 'grid', axes: [{ path: 'student.ngf', values: [2, 3] }] };

test('a sweep that was stopped in the middle goes on, and a seed that is added later is trained', async (context) => {
  const { store, sweepId } = tinySweep(context, 12, { search: WIDTHS });
  const first = work(store, sweepId, 2, { onMessage: (_: string, { kind }: { kind: string }) => kind === 'checkpoint' && first.leave() }); // prettier-ignore
  assert.throws(() => work(store, sweepId, 1), /being worked on by this program/);
  assert.equal((await first.ended).state, 'left');
  assert.equal(store.reader.getSweep(sweepId).state, 'interrupted');
  const stopped = store.reader.sweepRuns(sweepId);
  assert.deepEqual(stopped.map(({ state }) => state), ['stopped', 'stopped']); // prettier-ignore
  assert.ok(stopped.every(({ step }) => step < 12));

  const second = await work(store, sweepId, 2).ended;
  assert.deepEqual(second, { state: 'finished', failed: [] });
  assert.equal(store.reader.getSweep(sweepId).state, 'finished');

  assert.equal(addSeeds(store, sweepId, [7, 233]), 2, 'seed 233 was there already');
  assert.equal(store.reader.getSweep(sweepId).state, 'interrupted');
  await work(store, sweepId, 2).ended;
  const runs = store.reader.sweepRuns(sweepId);
  assert.deepEqual(runs.map(({ seed, state }) => [seed, state]), [[233, 'finished'], [7, 'finished'], [233, 'finished'], [7, 'finished']]); // prettier-ignore
});

test('a candidate that a person has left out gets no further seeds', (context) => {
  const { store, sweepId } = tinySweep(context, 12, { search: WIDTHS });
  store.writer.leaveOutOfSweep(store.reader.sweepRuns(sweepId)[0]!.runId, true);
  assert.equal(addSeeds(store, sweepId, [7]), 1);
  assert.deepEqual(store.reader.sweepRuns(sweepId).map(({ candidate, seed }) => [candidate, seed]), [[0, 233], [1, 233], [1, 7]]); // prettier-ignore
});

test('a halving trains the best candidate exactly as a run of its own would', async (context) => {
  const axes = [{ path: 'student.ngf', values: [2, 3] }];
  const search = { kind: 'halving', axes, count: 8, firstSteps: 4, reduction: 2 };
  const { store, sweepId } = tinySweep(context, 10, { search });
  assert.deepEqual(await work(store, sweepId, 2).ended, { state: 'finished', failed: [] });
  const runs = store.reader.sweepRuns(sweepId);
  assert.deepEqual(runs.map(({ givenUpStep, step }) => [givenUpStep, step]).sort(), [[null, 10], [4, 4]]); // prettier-ignore
  const best = runs.find(({ givenUpStep }) => givenUpStep === null)!;
  const { document } = store.reader.getRun(best.runId);

  const settings = { path: 'student.ngf', values: [document.student.ngf] };
  const alone = tinySweep(context, 10, { search: { kind: 'grid', axes: [settings] } });
  await work(alone.store, alone.sweepId, 2).ended;
  const specs = variablesOf(planFromDocument(document));
  const weightsOf = async (from: Store, runId: string) =>
    (await loadCheckpoint(from.reader.checkpointsOf(runId).at(-1)!.path, specs)).state.variables;
  const [aloneRun] = alone.store.reader.sweepRuns(alone.sweepId);
  assert.deepEqual(await weightsOf(store, best.runId), await weightsOf(alone.store, aloneRun!.runId));
});

test('a run that is held trains no more, and goes on only when it may', async (context) => {
  const search = { kind: 'list', settings: [{ 'student.ngf': 2 }] };
  const { store, sweepId } = tinySweep(context, 40, { search });
  const [{ runId } = { runId: '' }] = store.reader.sweepRuns(sweepId);
  let mayStart = true;
  const onMessage = (_: string, { kind }: { kind: string }): void => {
    if (kind !== 'checkpoint' || store.reader.getRun(runId).step > 5) return;
    mayStart = false;
    store.writer.wishSweep(sweepId, 'pause');
    scheduler.look();
  };
  const isHeld = (): boolean => store.reader.getRun(runId).state === 'paused';
  const start: StartRun = ({ place, ...task }) => superviseRun({ ...task, share: { threads: place + 1 } });
  const scheduler = new SweepScheduler({ getStore: () => store, sweepId, places: 1, start, mayStart: () => mayStart, listener: { onMessage } }); // prettier-ignore
  assert.ok(scheduler.isTraining);
  await until('the run is held', isHeld, 600_000);
  assert.ok(!scheduler.isTraining, 'others may train');
  store.writer.wishSweep(sweepId, 'run');
  scheduler.look();
  assert.ok(!scheduler.isTraining && isHeld(), 'another one trains');
  mayStart = true;
  scheduler.look();
  assert.ok(scheduler.isTraining);
  assert.deepEqual(await scheduler.ended, { state: 'finished', failed: [] });
});

test('a run that is left out stops alone, one that fails does not hold up the others', async (context) => {
  const settings = [{ 'student.ngf': 2, 'training.schedule.flat': 5000 }, { 'student.ngf': 3 }, { 'dataset.kind': 'sideBySide', 'dataset.folder': '/nowhere' }]; // prettier-ignore
  const { store, sweepId } = tinySweep(context, 3, { search: { kind: 'list', settings } });
  const [long, , broken] = store.reader.sweepRuns(sweepId);
  const onMessage = (runId: string, { kind }: { kind: string }): void => {
    if (kind === 'checkpoint' && runId === long!.runId) store.writer.leaveOutOfSweep(runId, true);
  };
  const end = await work(store, sweepId, 2, { onMessage }).ended;
  assert.deepEqual(end, { state: 'finished', failed: [broken!.runId] });
  assert.deepEqual(store.reader.sweepRuns(sweepId).map(({ state }) => state), ['stopped', 'finished', 'failed']); // prettier-ignore
  assert.equal(store.reader.getSweep(sweepId).state, 'stopped');
});
