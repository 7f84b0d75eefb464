import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withLock } from '../../core/files/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'omgd-lock-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const notExpectedToWait = (): void => assert.fail('waited for a lock that nobody holds');

test('two pieces of work under one lock run one after the other, and the second is told that it waits', async () => {
  const path = join(folder, 'both.lock');
  const events: string[] = [];
  const waits = (): void => void events.push('second waits');
  let second: Promise<number> | undefined;
  await withLock(path, notExpectedToWait, async () => {
    events.push('first starts');
    second = withLock(path, waits, async () => Promise.resolve(events.push('second runs')));
    await new Promise((resolve) => setTimeout(resolve, 300));
    events.push('first ends');
  });
  await second;
  assert.deepEqual(events, ['first starts', 'second waits', 'first ends', 'second runs']);
  assert.ok(!existsSync(path));
});

test('the lock is released when the work fails', async () => {
  const path = join(folder, 'failing.lock');
  await assert.rejects(
    withLock(path, notExpectedToWait, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.ok(!existsSync(path));
});

test('the lock of a process that is gone is taken over at once', async () => {
  const path = join(folder, 'gone.lock');
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(path, `${hostname()} ${String(pid)}`);
  assert.equal(await withLock(path, notExpectedToWait, () => Promise.resolve('done')), 'done');
});

test('a lock of another machine is taken over when its heartbeat has stopped', async () => {
  const path = join(folder, 'far.lock');
  writeFileSync(path, `another-machine 1`);
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(path, longAgo, longAgo);
  assert.equal(await withLock(path, notExpectedToWait, () => Promise.resolve('done')), 'done');
});
