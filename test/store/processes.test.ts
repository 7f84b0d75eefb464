import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { StoreError, openStore } from '../../core/store/index.ts';
import { exitOf, startProcess, untilLine } from './startProcess.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { demoDocument, storeWithRun } from './temporaryStore.ts';

test('two processes write to the same run at the same time and nothing is lost', async (context) => {
  const { store, runId } = storeWithRun(context);
  const children = ['first', 'second'].map((metric) => startProcess(store.path, runId, 'help', '300', metric));
  assert.deepEqual(await Promise.all(children.map(exitOf)), [0, 0]);
  for (const metric of ['first', 'second']) {
    const { values } = store.reader.metricSeries(runId, metric);
    assert.deepEqual(
      values,
      Array.from({ length: 300 }, (_, step) => step),
    );
  }
});

test('several processes that open a new database at once all get the same one', async (context) => {
  const path = join(temporaryFolder(context), 'new', 'studio.sqlite');
  const children = Array.from({ length: 4 }, () => startProcess(path, 'none', 'help', '0'));
  assert.deepEqual(await Promise.all(children.map(exitOf)), [0, 0, 0, 0]);
  const store = openStore(path);
  assert.deepEqual(store.reader.listRuns(), []);
  store.close();
});

test('a killed owner leaves a sound database and a run that is marked interrupted and can be taken over', async (context) => {
  const { store, runId } = storeWithRun(context);
  const child = startProcess(store.path, runId, 'own', '1000000');
  await untilLine(child, '50');
  child.kill('SIGKILL');
  await exitOf(child);
  const check = new Database(store.path, { readonly: true });
  assert.equal(check.pragma('integrity_check', { simple: true }), 'ok');
  check.close();
  const { steps } = store.reader.metricSeries(runId, 'loss');
  assert.ok(steps.length > 50);
  assert.deepEqual(steps, [...steps.keys()]);
  assert.deepEqual(store.writer.markInterruptedRuns(), [runId]);
  const { state, endCode, ownerPid } = store.reader.getRun(runId);
  assert.deepEqual([state, endCode, ownerPid], ['interrupted', 'owner-gone', null]);
  store.writer.markStarted(runId);
  assert.equal(store.reader.getRun(runId).state, 'running');
});

test('a run that a living process owns is neither interrupted nor taken over', async (context) => {
  const { store, runId } = storeWithRun(context);
  const child = startProcess(store.path, runId, 'own', '1');
  context.after(() => child.kill('SIGKILL'));
  await untilLine(child, '0');
  assert.deepEqual(store.writer.markInterruptedRuns(), []);
  const isBusy = (error: unknown) => error instanceof StoreError && error.code === 'run-busy';
  assert.throws(() => store.writer.markStarted(runId), isBusy);
});

test('a new process with the number of a dead owner does not keep its run alive', (context) => {
  const { store, runId } = storeWithRun(context);
  store.writer.markStarted(runId);
  assert.deepEqual(store.writer.markInterruptedRuns(), []);
  const other = new Database(store.path);
  other.prepare("UPDATE runs SET owner_started = 'long ago'").run();
  other.close();
  assert.deepEqual(store.writer.markInterruptedRuns(), [runId]);
});

test('an owner on another machine counts as gone after two minutes of silence', (context) => {
  const { store } = storeWithRun(context);
  const [silent, lively] = ['silent', 'lively'].map((id) => {
    store.writer.createRun({ document: demoDocument, documentDirectory: '/', id });
    store.writer.markStarted(id);
    return id;
  });
  const other = new Database(store.path);
  other.prepare("UPDATE runs SET owner_host = 'elsewhere'").run();
  other.prepare("UPDATE runs SET heartbeat_ms = heartbeat_ms - 121000 WHERE id = 'silent'").run();
  other.close();
  assert.deepEqual(store.writer.markInterruptedRuns(), [silent]);
  assert.equal(store.reader.getRun(lively!).state, 'running');
});
