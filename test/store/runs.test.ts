import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { StoreError } from '../../core/store/index.ts';
import { demoDocument, storeWithRun } from './temporaryStore.ts';

test('a run is stored with its document, seed and folder, and is there after the store was closed', (context) => {
  const { runId, reopen } = storeWithRun(context);
  const run = reopen().reader.getRun(runId);
  assert.equal(run.state, 'queued');
  assert.equal(run.name, demoDocument.name);
  assert.equal(run.seed, demoDocument.training.seed);
  assert.equal(run.documentDirectory, '/home/me');
  assert.deepEqual(run.document, demoDocument);
});

test('a run goes from queued to finished and remembers what computed it and how far it came', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  writer.markStarted(runId);
  writer.recordEngine(runId, { versions: { tensorflow: '2.21.0' }, device: 'CPU' });
  writer.heartbeat(runId, { step: 7, totalSteps: 10, epoch: 1, trainedMs: 700.5 });
  writer.setState(runId, 'paused');
  const active = reader.getRun(runId);
  assert.deepEqual([active.state, active.ownerPid, active.step, active.totalSteps], ['paused', process.pid, 7, 10]);
  writer.finishRun(runId, { state: 'finished' });
  const finished = reader.getRun(runId);
  assert.deepEqual([finished.state, finished.ownerPid, finished.endCode], ['finished', null, null]);
  assert.deepEqual(finished.versions, { tensorflow: '2.21.0' });
  assert.equal(finished.trainedMs, 700.5);
  assert.ok(finished.startedMs! <= finished.endedMs!);
});

test('a failed run says why, and forgets it when it is started again', (context) => {
  const { store, runId } = storeWithRun(context);
  store.writer.markStarted(runId);
  store.writer.finishRun(runId, { state: 'failed', code: 'not-a-number', message: 'wider.gan is NaN at step 7.' });
  assert.equal(store.reader.getRun(runId).endMessage, 'wider.gan is NaN at step 7.');
  store.writer.markStarted(runId);
  const { state, endCode, endMessage, endedMs } = store.reader.getRun(runId);
  assert.deepEqual([state, endCode, endMessage, endedMs], ['running', null, null, null]);
});

test('creating a run twice with the same id makes one run', (context) => {
  const { store } = storeWithRun(context);
  const run = { document: demoDocument, documentDirectory: '/', id: 'abc' };
  assert.equal(store.writer.createRun(run), 'abc');
  assert.equal(store.writer.createRun(run), 'abc');
  assert.equal(store.reader.listRuns().length, 2);
});

test('runs are listed newest first, by state, and without the deleted ones unless asked', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  const later = writer.createRun({ document: demoDocument, documentDirectory: '/', name: 'Later' });
  const ids = (filter?: Parameters<typeof reader.listRuns>[0]) => reader.listRuns(filter).map(({ id }) => id);
  assert.deepEqual(ids(), [later, runId]);
  writer.deleteRun(later);
  assert.deepEqual(ids(), [runId]);
  assert.deepEqual(ids({ deleted: true }), [later, runId]);
  writer.restoreRun(later);
  writer.markStarted(later);
  assert.deepEqual(ids({ states: ['running', 'paused'] }), [later]);
  writer.eraseRun(later);
  assert.deepEqual(ids({ deleted: true }), [runId]);
});

test('name, notes and tags can be changed one by one', (context) => {
  const { store, runId } = storeWithRun(context);
  store.writer.editRun(runId, { name: 'Best', tags: ['paper', 'ngf 8'] });
  store.writer.editRun(runId, { notes: 'Sharp edges.' });
  const { name, notes, tags } = store.reader.getRun(runId);
  assert.deepEqual([name, notes, tags], ['Best', 'Sharp edges.', ['paper', 'ngf 8']]);
});

test('a run is found by the start of its id, if only one starts so', (context) => {
  const { store, runId } = storeWithRun(context);
  for (const id of ['xy1', 'xy2']) store.writer.createRun({ document: demoDocument, documentDirectory: '/', id });
  assert.equal(store.reader.findRunId(runId.slice(0, 8)), runId);
  assert.throws(() => store.reader.findRunId('xy'), /More than one run.*xy1, xy2/);
  assert.throws(() => store.reader.findRunId('%'), /No run has an id that starts with "%"/);
});

test('an unknown run is named in the error', (context) => {
  const { store } = storeWithRun(context);
  const isMissing = (error: unknown) => error instanceof StoreError && error.code === 'run-missing';
  assert.throws(() => store.reader.getRun('nobody'), isMissing);
  assert.throws(() => store.writer.heartbeat('nobody'), isMissing);
});

test('a run whose document comes from a newer version is listed, and says so when it is opened', (context) => {
  const { store, runId } = storeWithRun(context);
  const other = new Database(store.path);
  other.prepare('UPDATE runs SET document = ?').run('{ "version": 9 }');
  other.close();
  assert.equal(store.reader.listRuns().length, 1);
  assert.throws(() => store.reader.getRun(runId), /cannot be read: version is 9.*update the studio/);
});
