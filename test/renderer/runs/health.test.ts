import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioRunEvent } from '../../../core/protocol/studio/index.ts';
import { healthOf } from '../../../renderer/runs/health.ts';

function event(id: string, changes: Partial<StudioRunEvent>): StudioRunEvent {
  return { id, atMs: 0, level: 'warning', code: null, step: null, message: 'text', ...changes };
}

test('log lines are no health warnings', () => {
  assert.deepEqual(healthOf([event('a', { level: 'info' })]), []);
});

test('the same warning at several steps is one entry with its range', () => {
  const [entry] = healthOf([
    event('a', { code: 'loss-spike', step: 10 }),
    event('b', { code: 'loss-spike', step: 30, message: 'G_CD is 12 times its usual size' }),
  ]);
  assert.equal(entry!.title, 'Loss spike');
  assert.equal(entry!.place, 'step 10 … 30');
  assert.equal(entry!.count, 2);
  assert.match(entry!.message, /12 times/);
});

test('an error says what to do, and the latest kind comes first', () => {
  const entries = healthOf([
    event('a', { code: 'loss-spike', step: 1 }),
    event('b', { level: 'error', code: 'not-a-number', step: 9 }),
  ]);
  assert.equal(entries[0]!.isError, true);
  assert.match(entries[0]!.meaning, /Resume/);
});
