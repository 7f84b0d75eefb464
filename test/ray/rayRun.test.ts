import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { unpack } from '../../core/archive/unpack.ts';
import type { EngineMessage, EngineMessageOf } from '../../core/protocol/index.ts';
import { JobTaskSchema } from '../../core/ray/job/task.ts';
import { superviseOnRay, type RayRunOptions } from '../../core/ray/rayRun.ts';
import { databasePath, openStore, type Store } from '../../core/store/index.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { until } from '../fixtures/until.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { logsOf, serveFile, startClusterServer, type ClusterServer, type ServedJob } from './clusterServer.ts';
import { text } from './rayServer.ts';

const PATIENCE = { waitsMs: [5], mostMs: 10_000 };

async function start(context: TestContext, settings: Partial<RayRunOptions['target']> = {}) {
  const server = await startClusterServer(context, settings);
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const runId = store.writer.createRun({ document: tinyDocument(10), documentDirectory: folder });
  const options = { store, runId, target: server.target, lookEveryMs: 5, patience: PATIENCE };
  return { server, store, runId, options, folder };
}

async function jobNumber(server: ClusterServer, count: number): Promise<ServedJob> {
  await until(`job ${String(count)}`, () => server.jobs.length === count, 60_000);
  return server.jobs[count - 1]!;
}

function point(step: number, value: number): EngineMessage {
  const points = [{ step, epoch: 0, trainedMs: step * 10, values: { loss: value } }];
  return { kind: 'metrics', sequence: step * 10, points };
}

/** Puts a checkpoint where the job's engine would have saved it. */
function checkpoint(job: ServedJob, step: number, content = `weights of step ${String(step)}`): EngineMessage {
  const path = `run/checkpoints/step-${String(step)}.safetensors`;
  mkdirSync(dirname(join(job.folder, path)), { recursive: true });
  writeFileSync(join(job.folder, path), content);
  const sha256 = createHash('sha256')
    .update(`weights of step ${String(step)}`)
    .digest('hex');
  return { kind: 'checkpoint', sequence: step * 10 + 1, step, epoch: 0, path, sha256, bytes: 20, purpose: 'regular' };
}

const PREVIEW: EngineMessage = {
  kind: 'preview',
  sequence: 3,
  step: 1,
  epoch: 0,
  sampleId: 'a',
  role: 'student',
  widthPixels: 1,
  heightPixels: 1,
  png: new Uint8Array([137, 80, 0, 255]),
};
const PROGRESS: EngineMessageOf<'progress'> = {
  kind: 'progress',
  sequence: 5,
  step: 1,
  totalSteps: 10,
  epoch: 0,
  trainedMs: 10,
  stepsPerSecond: 1,
  etaSeconds: 9,
  memoryBytes: 1,
};
const WARNING: EngineMessage = { kind: 'warning', sequence: 4, code: 'loss-spike', step: 1, message: 'A spike.' };
const FINISHED: EngineMessage = { kind: 'finished', sequence: 999, step: 10 };

async function taskOf(server: ClusterServer, job: ServedJob, folder: string) {
  const uri = z.object({ working_dir: z.string() }).parse(job.submission['runtime_env']).working_dir;
  const zip = join(folder, `${job.id}.zip`);
  writeFileSync(zip, server.packages.get(uri.replace('gcs://', ''))!);
  mkdirSync(join(folder, job.id));
  await unpack(zip, join(folder, job.id), { limits: { mostEntries: 10, mostBytes: 1e6, mostRatio: 1000 } });
  return JobTaskSchema.parse(JSON.parse(readFileSync(join(folder, job.id, 'task.json'), 'utf8')));
}

function valuesOf(store: Store, runId: string): number[] {
  return [...store.reader.metricSeries(runId, 'loss').values];
}

test('what a job writes comes into the store whole, through broken connections and refusals', async (context) => {
  const { server, store, runId, options, folder } = await start(context);
  const run = superviseOnRay(options);
  const job = await jobNumber(server, 1);
  const { entrypoint, entrypoint_num_cpus: cpus, runtime_env } = job.submission;
  assert.deepEqual([entrypoint, cpus], ['node start.mjs', 1]);
  assert.deepEqual(z.object({ env_vars: z.unknown() }).parse(runtime_env).env_vars, {
    RAY_JOB_STOP_WAIT_TIME_S: '300',
  });
  const task = await taskOf(server, job, folder);
  assert.deepEqual([task.runId, task.threads, task.program], [runId, 1, { path: '/srv/omgd' }]);

  let failures = 0;
  server.on('GET /api/v0/logs/file', (response, asked) => {
    if (failures++ >= 3) return serveFile(logsOf(job))(response, asked);
    if (failures === 2) return text('Traceback\nRuntimeError: agent is busy', 500)(response, asked);
    response.writeHead(200, { 'content-length': '100000' }).write('{"entry":');
    setImmediate(() => response.destroy());
  });
  server.say(job, point(1, 0.1), PREVIEW, WARNING);
  server.say(job, point(2, NaN), checkpoint(job, 2));
  await until('the checkpoint', () => store.reader.checkpointsOf(runId).length === 1);
  server.say(job, point(3, 1 / 3), FINISHED);
  server.exit(job);
  assert.deepEqual(await run.ended, { state: 'finished' });
  assert.deepEqual(valuesOf(store, runId), [0.1, NaN, 1 / 3]);
  assert.deepEqual([...store.reader.previewPng(runId, { ...PREVIEW, step: 1 })!], [137, 80, 0, 255]);
  assert.equal(readFileSync(store.reader.checkpointsOf(runId)[0]!.path, 'utf8'), 'weights of step 2');
  assert.equal(store.reader.getRun(runId).state, 'finished');
  assert.deepEqual(store.reader.remoteJobsOf(runId).map(({ outcome, node }) => [outcome, node]), [['finished', 'node-1']]); // prettier-ignore
});

test('a run that is left is found again, by its job, and nothing is taken in twice', async (context) => {
  const { server, store, runId, options } = await start(context);
  const first = superviseOnRay(options);
  const job = await jobNumber(server, 1);
  server.say(job, point(1, 1), WARNING);
  await until('step 1', () => valuesOf(store, runId).length === 1);
  first.leave?.();
  const left = await first.ended;
  assert.deepEqual([left.state, left.code], ['interrupted', 'left-on-cluster']);
  server.say(job, point(2, 2), FINISHED);
  server.exit(job);
  // As if the program had died before it wrote down that the first segment was in.
  store.writer.setRemoteJobSegments(job.id, 0);
  assert.deepEqual(await superviseOnRay(options).ended, { state: 'finished' });
  assert.equal(server.jobs.length, 1);
  assert.deepEqual(valuesOf(store, runId), [1, 2]);
  assert.equal(store.reader.eventsOf(runId).filter(({ code }) => code === 'loss-spike').length, 1);
});

test('after a node or the head is lost, another job goes on from the last checkpoint, but not for ever', async (context) => {
  const { server, store, runId, options, folder } = await start(context);
  const run = superviseOnRay(options);
  const first = await jobNumber(server, 1);
  server.say(first, point(1, 1), point(2, 2), checkpoint(first, 2), point(3, 3));
  await until('step 3', () => valuesOf(store, runId).length === 3);
  Object.assign(first, {
    status: 'FAILED',
    errorType: 'JOB_SUPERVISOR_ACTOR_DIED',
    message: 'Job supervisor actor died: x',
  });
  const second = await jobNumber(server, 2);
  const { resume } = await taskOf(server, second, folder);
  assert.ok(resume && 'package' in resume.checkpoint);
  assert.deepEqual(z.object({ py_modules: z.array(z.string()) }).parse(second.submission['runtime_env']).py_modules, [`gcs://${resume.checkpoint.package}`]); // prettier-ignore
  assert.deepEqual(valuesOf(store, runId), [1, 2], 'step 3 happens again');
  server.say(second, { ...PROGRESS, step: 3 }, point(3, 3.5));
  await until('step 3 again', () => valuesOf(store, runId).length === 3);
  server.forget();
  for (const [count, errorType] of [
    [1, 'RUNTIME_ENV_SETUP_FAILURE'],
    [2, 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT'],
    [3, 'JOB_SUPERVISOR_ACTOR_DIED'],
  ] as const) {
    // prettier-ignore
    const job = await jobNumber(server, count);
    Object.assign(job, { status: 'FAILED', errorType, message: 'lost again' });
  }
  const end = await run.ended;
  assert.deepEqual([end.state, end.code], ['interrupted', 'node-lost']);
  assert.match(end.message!, /^lost again .*Look at the cluster/);
});

test('a submission whose answer is lost starts nothing twice', async (context) => {
  const { server, options } = await start(context);
  const accept = server.answerTo('POST /api/jobs/');
  server.on('POST /api/jobs/', (response, asked) => {
    accept(response, asked);
    server.on('POST /api/jobs/', accept);
    response.socket?.destroy();
  });
  const run = superviseOnRay(options);
  const job = await jobNumber(server, 1);
  server.say(job, FINISHED);
  server.exit(job);
  assert.deepEqual(await run.ended, { state: 'finished' });
  assert.equal(server.jobs.length, 1);
});

test('stop and pause tell the job, and the run is as its last words say', async (context) => {
  const { server, store, runId, options } = await start(context);
  const run = superviseOnRay(options);
  const first = await jobNumber(server, 1);
  server.say(first, point(1, 1), checkpoint(first, 1));
  await until('step 1', () => store.reader.checkpointsOf(runId).length === 1);
  run.pause();
  await until('the job is told', () => first.stopped);
  server.say(first, { kind: 'stopped', sequence: 50, step: 1, checkpoint: 'run/checkpoints/step-1.safetensors' });
  server.exit(first);
  await until('it is paused', () => store.reader.getRun(runId).state === 'paused');
  run.resume();
  const second = await jobNumber(server, 2);
  second.status = 'PENDING';
  run.stop();
  const end = await run.ended;
  assert.equal(end.state, 'stopped');
  assert.ok(second.stopped);
  assert.equal(store.reader.openRemoteJobOf(runId), undefined);
});

test('a run that is left before it was sent says so', async (context) => {
  const { server, store, runId, options } = await start(context);
  server.on('GET /api/packages/gcs/', () => {});
  const run = superviseOnRay(options);
  await until('the upload', () => server.asked.length > 0);
  run.leave?.();
  assert.equal((await run.ended).state, 'stopped');
  assert.deepEqual(store.reader.remoteJobsOf(runId), []);
});

test('a job that cannot work ends the run with the last lines of its log', async (context) => {
  const { server, options } = await start(context);
  const run = superviseOnRay(options);
  const job = await jobNumber(server, 1);
  Object.assign(job, { status: 'FAILED', errorType: 'JOB_ENTRYPOINT_COMMAND_ERROR', message: 'Running entrypoint\n/bin/sh: 1: node: not found' }); // prettier-ignore
  const end = await run.ended;
  assert.deepEqual([end.state, end.code], ['failed', 'cluster-job']);
  assert.match(end.message!, /node: not found/);
});

test('segments that are not of our making, and tokens that are refused, end the following with a reason', async (context) => {
  const { server, store, runId, options } = await start(context);
  const run = superviseOnRay(options);
  const job = await jobNumber(server, 1);
  mkdirSync(job.folder, { recursive: true });
  writeFileSync(join(job.folder, '00000000.jsonl'), '{"entry":"message","message":{"kind":"metrics","sequence":-1}}\n');
  const unread = await run.ended;
  assert.deepEqual([unread.state, unread.code], ['failed', 'cluster-job']);
  assert.match(unread.message!, /What the job wrote cannot be read/);
  assert.ok(job.stopped);
  const again = superviseOnRay(options);
  await jobNumber(server, 2);
  server.on('GET /api/jobs/', text('Unauthorized', 401));
  const end = await again.ended;
  assert.ok(store.reader.openRemoteJobOf(runId), 'it can be found again');
  assert.deepEqual([end.state, end.code], ['interrupted', 'cluster-refuses']);
  assert.match(
    end.message!,
    /does not let us in \(status 401\)\. Name its token in the target\. What it works on goes on there\./,
  );
});

test('a checkpoint that does not come home whole is passed over, and comes through a shared folder as well', async (context) => {
  const shared = temporaryFolder(context);
  const { server, store, runId, options } = await start(context, {
    sharedFolder: { here: shared, there: '/mnt/shared' },
  });
  const run = superviseOnRay(options);
  const served = await jobNumber(server, 1);
  const job = { ...served, folder: join(shared, 'omgd-studio', 'jobs', served.id) };
  server.say(job, checkpoint(job, 1, 'cut off'), checkpoint(job, 2), FINISHED);
  await until('the checkpoints', () => store.reader.eventsOf(runId).some(({ message }) => /step 1 did not come home whole/.test(message))); // prettier-ignore
  server.exit(job);
  assert.deepEqual(await run.ended, { state: 'finished' });
  assert.deepEqual(store.reader.checkpointsOf(runId).map(({ step }) => step), [2]); // prettier-ignore
  assert.equal(statSync(store.reader.checkpointsOf(runId)[0]!.path).size, 17);
  assert.ok(!existsSync(job.folder), 'what came home is cleared away');
});
