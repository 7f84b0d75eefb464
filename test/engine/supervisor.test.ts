import assert from 'node:assert/strict';
import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { forkHost, type LaunchHost } from '../../core/engine/hostProcess.ts';
import { superviseRun, type SuperviseOptions } from '../../core/engine/supervisor.ts';
import { PipelineSchema, type PipelineInput } from '../../core/pipeline/index.ts';
import { databasePath, openStore, type RunEnd, type Store } from '../../core/store/index.ts';
import { quickPipeline, tinyPipeline } from '../fixtures/tinyPipeline.ts';
import { isAlive, until } from '../fixtures/until.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

interface StoredRun {
  readonly store: Store;
  readonly runId: string;
}

function storeRun(context: TestContext, input: PipelineInput): StoredRun {
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const document = PipelineSchema.parse(input);
  return { store, runId: store.writer.createRun({ document, documentDirectory: join(folder, 'documents') }) };
}

const launchMisbehaving: LaunchHost = (listeners) =>
  forkHost(listeners, new URL('./misbehavingWorker.ts', import.meta.url));

/** Supervises a worker that goes wrong as `how` says; returns the end and the process id of its host. */
async function misbehave(
  context: TestContext,
  how: string,
  options: Pick<SuperviseOptions, 'patienceMs'> = {},
): Promise<{ readonly run: StoredRun; readonly end: RunEnd; readonly hostPid: number }> {
  const run = storeRun(context, tinyPipeline(1, { name: how }));
  const supervised = await superviseRun({ ...run, ...options, launch: launchMisbehaving });
  await until('the process id in the log', () => run.store.reader.eventsOf(run.runId).length > 0);
  const hostPid = Number(run.store.reader.eventsOf(run.runId)[0]?.message);
  if (how === 'deaf') supervised.stop();
  const end = await supervised.ended;
  return { run, end, hostPid };
}

test('a run trains to its end and leaves metrics, previews, evaluations and the newest checkpoints', async (context) => {
  const { store, runId } = storeRun(context, tinyPipeline(12));
  const { ended } = await superviseRun({ store, runId });
  assert.deepEqual(await ended, { state: 'finished' });
  const { reader } = store;
  const run = reader.getRun(runId);
  assert.deepEqual([run.state, run.step, run.totalSteps, run.ownerPid], ['finished', 12, 12, null]);
  assert.equal(reader.metricSeries(runId, 'G_student').steps.length, 12);
  assert.deepEqual([...new Set(reader.previewsOf(runId).map(({ step }) => step))], [0, 12]);
  assert.ok(reader.evaluationsOf(runId).length > 0);
  const checkpoints = reader.checkpointsOf(runId);
  assert.deepEqual(
    checkpoints.map(({ step }) => step),
    [10, 12],
  );
  assert.ok(checkpoints.every(({ path }) => existsSync(path)));
  assert.ok(!existsSync(checkpoints[0]!.path.replace('10', '05')), 'the file of the oldest checkpoint is gone');
});

test('a stopped run is saved at its step and goes on from there', async (context) => {
  const { store, runId } = storeRun(context, quickPipeline(1000));
  let steps = 0;
  const first = await superviseRun({
    store,
    runId,
    onMessage: (message) => {
      if (message.kind === 'metrics') steps = message.points.at(-1)!.step;
    },
  });
  await until('a few steps', () => steps >= 6);
  first.stop();
  assert.equal(store.reader.getRun(runId).state, 'stopping');
  assert.deepEqual(await first.ended, { state: 'stopped' });
  const saved = store.reader.checkpointsOf(runId).at(-1)!.step;
  assert.equal(store.reader.metricSeries(runId, 'D').steps.at(-1), saved);

  const second = await superviseRun({ store, runId });
  await until('more steps', () => (store.reader.metricSeries(runId, 'D').steps.at(-1) ?? 0) > saved + 2);
  second.kill();
  const end = await second.ended;
  assert.equal(end.state, 'interrupted');
  assert.match(end.message ?? '', /on request/);
  const { steps: recorded } = store.reader.metricSeries(runId, 'D');
  assert.deepEqual(
    recorded,
    Array.from({ length: recorded.length }, (_, index) => index + 1),
    'no step is missing and none is there twice',
  );
});

test('a damaged checkpoint is passed over for the one before, and the log says so', async (context) => {
  const { store, runId } = storeRun(context, quickPipeline(12));
  await (
    await superviseRun({ store, runId })
  ).ended;
  const [older, newer] = store.reader.checkpointsOf(runId);
  truncateSync(newer!.path, 1000);
  let resumedAt: number | undefined;
  const again = await superviseRun({
    store,
    runId,
    onMessage: (message) => {
      if (message.kind === 'metrics') resumedAt ??= message.points[0]!.step;
    },
  });
  assert.deepEqual(await again.ended, { state: 'finished' });
  assert.equal(resumedAt, older!.step + 1);
  const warning = store.reader.eventsOf(runId).find(({ message }) => message.includes('is damaged'));
  assert.match(warning!.message, /^The checkpoint of step 12, .* is damaged: its checksum is not the recorded one\.$/);

  for (const { path } of store.reader.checkpointsOf(runId)) truncateSync(path, 1000);
  await assert.rejects(superviseRun({ store, runId }), { code: 'checkpoint-damaged' });
  assert.equal(store.reader.getRun(runId).state, 'finished', 'the run is as it was');
});

test('a native crash of the engine is recorded as an interruption that names the signal', async (context) => {
  const { run, end } = await misbehave(context, 'crash');
  assert.equal(end.state, 'interrupted');
  assert.equal(end.code, 'engine-crashed');
  assert.match(end.message ?? '', /signal SIGSEGV: native code crashed/);
  const { state, endCode, endMessage, ownerPid } = run.store.reader.getRun(run.runId);
  assert.deepEqual([state, endCode, endMessage, ownerPid], ['interrupted', 'engine-crashed', end.message, null]);
});

test('an error that the worker did not catch fails the run with its sentence', async (context) => {
  const { end } = await misbehave(context, 'throw');
  assert.deepEqual([end.state, end.code], ['failed', 'unexpected']);
  assert.match(end.message ?? '', /Reason: the worker threw this\./);
});

test('a worker that leaves without a word fails the run', async (context) => {
  const { end } = await misbehave(context, 'leave');
  assert.deepEqual([end.state, end.code], ['failed', 'engine-crashed']);
  assert.match(end.message ?? '', /its thread ended with code 7/);
});

test('a message that is none of the protocol fails the run', async (context) => {
  const { end, hostPid } = await misbehave(context, 'nonsense');
  assert.deepEqual([end.state, end.code], ['failed', 'unexpected']);
  assert.ok(!isAlive(hostPid));
});

test('an engine that does not react to stop is ended by force', async (context) => {
  const { end, hostPid } = await misbehave(context, 'deaf', { patienceMs: { stop: 500, exit: 500 } });
  assert.deepEqual([end.state, end.code], ['interrupted', 'engine-silent']);
  assert.ok(!isAlive(hostPid));
});

test('a run that ended before its first checkpoint cannot be resumed, and says why', async (context) => {
  const { run } = await misbehave(context, 'crash');
  await assert.rejects(superviseRun(run), {
    code: 'checkpoint-missing',
    message:
      '"crash" ended before its first checkpoint was saved, so there is nothing to resume from. Start the run again.',
  });
});
