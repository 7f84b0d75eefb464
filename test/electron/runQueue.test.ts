import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LaunchHost } from '../../core/engine/hostProcess.ts';
import { parsePipeline } from '../../core/pipeline/index.ts';
import { databasePath, openStore } from '../../core/store/index.ts';
import { RunQueue } from '../../electron/main/runs/runQueue.ts';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

test('a run waits while something else trains on this machine, and starts when that has ended', async (context) => {
  const folder = temporaryFolder(context);
  const store = openStore(databasePath(folder));
  context.after(() => store.close());
  const parsed = parsePipeline(quickPipeline(2));
  assert.ok(parsed.ok);
  const runId = store.writer.createRun({ document: parsed.document, documentDirectory: folder });

  // A host that dies at once: only whether and when it is started matters here.
  let launched = 0;
  const launch: LaunchHost = ({ onExit }) => {
    launched++;
    setImmediate(() => onExit({ code: 1, signal: null }));
    return { send: () => {}, kill: () => {} };
  };
  let isTaken = true;
  let end: (state: string) => void = () => {};
  const ended = new Promise<string>((resolve) => (end = resolve));
  const listener = {
    onQueue: () => {},
    onStarted: () => {},
    onMessage: () => {},
    onEnded: (_: string, { state }: { state: string }) => end(state),
  };
  const queue = new RunQueue(
    () => store,
    launch,
    listener,
    () => isTaken,
  );
  await queue.add(runId);
  await queue.look();
  assert.deepEqual(queue.queue, { activeRunId: null, waitingRunIds: [runId] });
  assert.equal(launched, 0);

  isTaken = false;
  await queue.look();
  assert.equal(await ended, 'interrupted');
  assert.equal(launched, 1);
  assert.deepEqual(queue.queue, { activeRunId: null, waitingRunIds: [] });
});
