import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databasePath, openStore } from '../../core/store/index.ts';
import { ClusterRuns } from '../../electron/main/runs/clusterRuns.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { until } from '../fixtures/until.ts';
import { startClusterServer } from '../ray/clusterServer.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

test('what was left to a cluster is followed again, by the job that is there, and only that', async (context) => {
  const server = await startClusterServer(context, {});
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const create = () => store.writer.createRun({ document: tinyDocument(10), documentDirectory: folder });
  const [sent, ended] = [create(), create()];
  store.writer.finishRun(ended, { state: 'interrupted', code: 'owner-gone' });
  const listener = { onChange: () => {}, onStarted: () => {}, onMessage: () => {}, onEnded: () => {} };

  const before = new ClusterRuns(() => store, listener);
  before.follow(sent, server.target);
  await until('the job', () => server.jobs.length === 1 && store.reader.openRemoteJobOf(sent) !== undefined);
  await before.close();
  assert.equal(store.reader.getRun(sent).state, 'interrupted');

  const after = new ClusterRuns(() => store, listener);
  after.followAgain();
  assert.deepEqual(after.runIds, [sent]);
  assert.equal(store.reader.getRun(sent).state, 'running');
  await after.close();
  assert.equal(server.jobs.length, 1);
});
