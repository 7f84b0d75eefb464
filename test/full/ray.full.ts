/**
 * Real runs on a real Ray cluster, through everything that happens to clusters and to those who use them: a node dies, a
 * run is taken out, the program that follows is killed, the head is lost. At the end everything is here, and as a run on
 * this machine would have left it. Needs Python with pip, and network or wheels; OMGD_RAY_BIN names a `ray` that is there.
 */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { RayTargetSchema, type RayTarget } from '../../core/protocol/index.ts';
import { superviseOnRay } from '../../core/ray/rayRun.ts';
import { superviseRun } from '../../core/engine/supervisor.ts';
import { parsePipeline } from '../../core/pipeline/index.ts';
import { databasePath, openStore, type Store } from '../../core/store/index.ts';
import { openWeights } from '../../core/weights/openWeights.ts';
import { decodeFloat32 } from '../../core/weights/storedTensor.ts';
import type { WeightsSource } from '../../core/weights/weightsSource.ts';
import { CommandLine, run as command } from '../cli/commandLine.ts';
import { tinyPipeline } from '../fixtures/tinyPipeline.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { RayCluster, rayProgram } from './rayCluster.ts';

const INSTALLATION = join(import.meta.dirname, '..', '..');
const STEPS = 30;
const TOLERANCE = 1e-5;

function pipeline() {
  const every = (steps: number) => ({ every: steps, unit: 'steps' as const });
  const tiny = tinyPipeline(STEPS, { perceptual: { kind: 'random' } });
  return {
    ...tiny,
    training: { ...tiny.training, execution: 'eager' as const },
    previews: { interval: every(10), samples: 1 },
    evaluation: { interval: every(10), samples: 1 },
  };
}

/** Opened again for every look: another process writes. */
function look<Result>(folder: string, at: (store: Store) => Result): Result {
  const store = openStore(databasePath(folder));
  try {
    return at(store);
  } finally {
    store.close();
  }
}

async function untilTrue(what: string, folder: string, isTrue: (store: Store) => boolean, limitMs = 600_000) {
  const startMs = performance.now();
  while (!look(folder, isTrue)) {
    // One that has failed would be waited for in vain.
    const failed = look(folder, ({ reader }) => reader.listRuns({ states: ['failed'] }))[0];
    if (failed) throw new Error(`Waiting for ${what}: ${String(failed.endMessage)}`);
    if (performance.now() - startMs > limitMs) throw new Error(`Waited too long for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Everything that the run on the cluster left is what the same run leaves here. */
async function assertSame(there: Store, thereId: string, here: Store, hereId: string): Promise<void> {
  assert.deepEqual(there.reader.metricNames(thereId), here.reader.metricNames(hereId));
  for (const name of here.reader.metricNames(hereId)) {
    const [mine, theirs] = [here.reader.metricSeries(hereId, name), there.reader.metricSeries(thereId, name)];
    assert.deepEqual([...theirs.steps], [...mine.steps], name);
    mine.values.forEach((value, index) => assertClose(theirs.values[index]!, value, `${name} of step ${String(mine.steps[index])}`)); // prettier-ignore
  }
  const previews = here.reader.previewsOf(hereId);
  assert.deepEqual(there.reader.previewsOf(thereId), previews);
  for (const preview of previews) {
    assert.deepEqual(there.reader.previewPng(thereId, preview), here.reader.previewPng(hereId, preview));
  }
  const evaluations = here.reader.evaluationsOf(hereId);
  const theirs = there.reader.evaluationsOf(thereId);
  assert.equal(theirs.length, evaluations.length);
  evaluations.forEach(({ value, metric }, index) => assertClose(theirs[index]!.value!, value!, metric));
  await assertSameWeights(there.reader.checkpointsOf(thereId).at(-1)!.path, here.reader.checkpointsOf(hereId).at(-1)!.path); // prettier-ignore
}

function assertClose(actual: number, expected: number, what: string): void {
  const limit = TOLERANCE * Math.max(1, Math.abs(expected));
  assert.ok(Math.abs(actual - expected) <= limit, `${what}: ${String(actual)} instead of ${String(expected)}`);
}

async function assertSameWeights(there: string, here: string): Promise<void> {
  const [theirs, mine] = [await openWeights(there), await openWeights(here)];
  try {
    await assertSameTensors(theirs, mine);
  } finally {
    await Promise.all([theirs.close(), mine.close()]);
  }
}

async function assertSameTensors(theirs: WeightsSource, mine: WeightsSource): Promise<void> {
  assert.deepEqual([...theirs.tensors.keys()].sort(), [...mine.tensors.keys()].sort());
  for (const name of mine.tensors.keys()) {
    const [a, b] = [decodeFloat32(await theirs.read(name)), decodeFloat32(await mine.read(name))];
    a.forEach((value, index) => assertClose(value, b[index]!, name));
  }
}

async function startCluster(context: TestContext): Promise<{ cluster: RayCluster; target: RayTarget } | undefined> {
  const ray = rayProgram(context);
  if (ray === undefined) return undefined;
  const cluster = await RayCluster.start(context, ray);
  const target = RayTargetSchema.parse({ kind: 'ray', name: 'test', address: cluster.address, cpusPerRun: 1, installation: INSTALLATION }); // prettier-ignore
  return { cluster, target };
}

test('a sweep of six runs outlives a dead node, a run that is taken out, and the end of the program that follows it', async (context) => {
  const started = await startCluster(context);
  if (!started) return;
  const { cluster, target } = started;
  const names = new Map<string, string>();
  for (const name of ['first', 'second']) names.set(await cluster.startWorker(name, 1), name);
  const folder = temporaryFolder(context);
  look(folder, ({ writer }) => writer.saveTarget(target));
  const file = join(folder, 'sweep.json');
  const search = { kind: 'grid', axes: [{ path: 'student.ngf', values: [2, 3] }] };
  writeFileSync(file, JSON.stringify({ version: 1, name: 'Cluster', base: pipeline(), search, seeds: [1, 2, 3] }));

  // More at once than there are CPUs: Ray lets one wait.
  const first = new CommandLine(folder, ['sweep', 'run', file, '--target', 'test', '--at-once', '3', '--json']);
  context.after(() => first.child.kill('SIGKILL'));
  const runsOf = ({ reader }: Store) => reader.sweepRuns(reader.listSweeps()[0]!.id);
  // The node of a run that has a checkpoint already, so that it can go on elsewhere.
  const withCheckpoint = (store: Store) => store.reader.listSweeps().length > 0 ? runsOf(store).find(({ runId }) => store.reader.checkpointsOf(runId).length > 0)?.runId : undefined; // prettier-ignore
  await untilTrue('a checkpoint', folder, (store) => withCheckpoint(store) !== undefined);
  const [lostId, node] = look(folder, (store) => [withCheckpoint(store)!, store.reader.openRemoteJobOf(withCheckpoint(store)!)!.node!]); // prettier-ignore
  cluster.kill(names.get(node)!);
  await cluster.startWorker('third', 1);
  await untilTrue('another job', folder, ({ reader }) => reader.remoteJobsOf(lostId).length > 1 && reader.remoteJobsOf(lostId)[0]!.outcome === 'lost'); // prettier-ignore
  await untilTrue('another run', folder, (store) => runsOf(store).some(({ runId, state }) => runId !== lostId && state === 'running')); // prettier-ignore

  const others = look(folder, (store) => runsOf(store).filter(({ runId, state }) => runId !== lostId && state === 'running')); // prettier-ignore
  const victim = others.find(({ step }) => step > 0) ?? others[0]!;
  assert.equal((await command(folder, 'sweep', 'leave-out', victim.runId)).code, 0);
  await untilTrue('the run is stopped', folder, (store) => store.reader.getRun(victim.runId).state === 'stopped');

  await untilTrue('two runs are finished', folder, (store) => runsOf(store).filter(({ state }) => state === 'finished').length >= 2); // prettier-ignore
  first.child.kill('SIGKILL');
  await first.exitCode();
  const jobsBefore = look(folder, (store) => runsOf(store).map(({ runId }) => store.reader.openRemoteJobOf(runId)?.id));
  const second = await command(folder, 'sweep', 'resume', 'latest', '--json');
  assert.equal(second.code, 0, second.stderr);

  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const runs = runsOf(store);
  assert.deepEqual(runs.map(({ state }) => state).sort(), [...Array.from({ length: 5 }, () => 'finished'), 'stopped']); // prettier-ignore
  for (const [index, { runId }] of runs.entries()) {
    const open = jobsBefore[index];
    if (open !== undefined) assert.equal(store.reader.remoteJobsOf(runId).at(-1)!.id, open, 'the job that was there was followed, not sent again'); // prettier-ignore
  }
  const resumed = store.reader.eventsOf(lostId).filter(({ message }) => /was sent to the cluster "test" from step \d/.test(message)); // prettier-ignore
  assert.equal(resumed.length, 1, 'the run whose node died went on from its checkpoint');
  for (const { runId } of runs) {
    for (const job of store.reader.remoteJobsOf(runId)) context.diagnostic(`submitted → first word here: ${String((job.firstWordMs ?? NaN) - job.submittedMs)} ms; ${String(job.outcome)}`); // prettier-ignore
    for (const { message } of store.reader.eventsOf(runId)) if (/MB were uploaded|lost/.test(message)) context.diagnostic(message); // prettier-ignore
  }

  const here = openStore(databasePath(temporaryFolder(context)));
  context.after(() => here.close());
  for (const { runId } of runs.filter(({ state }) => state === 'finished')) {
    const { document, documentDirectory } = store.reader.getRun(runId);
    const hereId = here.writer.createRun({ document, documentDirectory });
    assert.equal((await (await superviseRun({ store: here, runId: hereId, share: { threads: 1 } })).ended).state, 'finished'); // prettier-ignore
    await assertSame(store, runId, here, hereId);
  }
});

test('a run outlives the loss of the head, pauses to free its place, and comes home through a shared folder', async (context) => {
  const started = await startCluster(context);
  if (!started) return;
  const { cluster, target } = started;
  await cluster.startWorker('first', 1);
  const shared = temporaryFolder(context);
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const parsed = parsePipeline(pipeline());
  assert.ok(parsed.ok);
  const runId = store.writer.createRun({ document: parsed.document, documentDirectory: folder });
  const notes: string[] = [];
  const options = {
    store,
    runId,
    target: { ...target, sharedFolder: { here: shared, there: shared } },
    onNote: (text: string) => void notes.push(text),
    patience: { waitsMs: [500, 2_000], mostMs: 600_000 },
  };
  const run = superviseOnRay(options);
  await untilTrue('a checkpoint', folder, ({ reader }) => reader.checkpointsOf(runId).length > 0);
  run.pause();
  await untilTrue('it is paused', folder, ({ reader }) => reader.getRun(runId).state === 'paused');
  const paused = store.reader.getRun(runId).step;
  run.resume();
  await untilTrue('it goes on', folder, ({ reader }) => reader.getRun(runId).step > paused);
  cluster.kill('head');
  cluster.kill('first');
  await cluster.startHead();
  await cluster.startWorker('again', 1);
  assert.deepEqual(await run.ended, { state: 'finished' });
  assert.deepEqual(store.reader.remoteJobsOf(runId).map(({ outcome }) => outcome), ['stopped', 'lost', 'finished']); // prettier-ignore
  for (const note of notes) context.diagnostic(note);
  assert.ok(!existsSync(join(shared, 'omgd-studio', 'jobs', store.reader.remoteJobsOf(runId).at(-1)!.id)), 'what came home is cleared away'); // prettier-ignore

  const here = openStore(databasePath(temporaryFolder(context)));
  context.after(() => here.close());
  const hereId = here.writer.createRun({ document: parsed.document, documentDirectory: folder });
  await (
    await superviseRun({ store: here, runId: hereId, share: { threads: 1 } })
  ).ended;
  await assertSame(store, runId, here, hereId);
});
