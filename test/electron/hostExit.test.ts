import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitOf } from '../../electron/main/runs/hostExit.ts';

test('an exit code is an exit code, but 0 may be any end', () => {
  assert.deepEqual(exitOf(0, false), { code: null, signal: null });
  assert.deepEqual(exitOf(1, false), { code: 1, signal: null });
});

test('the number of a signal is that signal, with or without a core dump', () => {
  assert.deepEqual(exitOf(9, false), { code: null, signal: 'SIGKILL' });
  assert.deepEqual(exitOf(11 + 128, false), { code: null, signal: 'SIGSEGV' });
});

test('a host that we have killed was killed, whatever number Electron gives', () => {
  assert.deepEqual(exitOf(0, true), { code: null, signal: 'SIGKILL' });
});
