import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioRun } from '../../../core/protocol/studio/runRecords.ts';
import { waitingText } from '../../../renderer/runs/waitingText.ts';

const run = (id: string, state: string) => ({ id, name: `Run ${id}`, state }) as StudioRun;
const queue = (waitingRunIds: string[]) => ({ activeRunId: 'a', waitingRunIds, clusterRunIds: [] });

test('a run that waits says for whom, and a paused one who waits for it', () => {
  const waiting = run('b', 'queued');
  assert.equal(waitingText(waiting, { queue: queue(['b']), active: run('a', 'running') }), 'Waits for “Run a”');
  const second = waitingText(waiting, { queue: queue(['c', 'b']), active: run('a', 'running') });
  assert.equal(second, 'Waits for “Run a”; 1 other is before it');
  const paused = { queue: queue(['b', 'c']), active: run('a', 'paused') };
  assert.match(waitingText(waiting, paused) ?? '', /^Waits for “Run a”, which is paused: continue it/);
  assert.match(
    waitingText(paused.active, paused) ?? '',
    /^Paused; 2 runs wait until it goes on and ends, or is stopped/,
  );
});

test('nobody waits for a paused run that is alone, or for one that trains', () => {
  assert.equal(waitingText(run('a', 'paused'), { queue: queue([]), active: run('a', 'paused') }), undefined);
  assert.equal(waitingText(run('a', 'running'), { queue: queue(['b']), active: run('a', 'running') }), undefined);
  assert.equal(waitingText(run('b', 'queued'), { queue: queue(['b']), active: undefined }), undefined);
});
