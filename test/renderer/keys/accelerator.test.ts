import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS } from '../../../core/protocol/studio/commands.ts';
import { acceleratorOf, acceleratorText, matches } from '../../../renderer/keys/accelerator.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('CmdOrCtrl is Ctrl here and Cmd on macOS', () => {
  assert.ok(matches('CmdOrCtrl+K', { ...none, key: 'k', ctrlKey: true }, false));
  assert.ok(!matches('CmdOrCtrl+K', { ...none, key: 'k', ctrlKey: true }, true));
  assert.ok(matches('CmdOrCtrl+K', { ...none, key: 'k', metaKey: true }, true));
});

test('all modifiers must match', () => {
  const press = { ...none, key: 'Z', ctrlKey: true, shiftKey: true };
  assert.ok(matches('CmdOrCtrl+Shift+Z', press, false));
  assert.ok(!matches('CmdOrCtrl+Z', press, false));
});

test('a modifier alone is no key, and no key matches an empty accelerator', () => {
  assert.equal(acceleratorOf({ ...none, key: 'Control', ctrlKey: true }, false), '');
  assert.ok(!matches('', { ...none, key: 'Control', ctrlKey: true }, false));
});

test('accelerators are written as people read them', () => {
  assert.equal(acceleratorText('CmdOrCtrl+Shift+Z', false), 'Ctrl+Shift+Z');
  assert.equal(acceleratorText('CmdOrCtrl+Shift+Z', true), '⌘⇧Z');
  assert.equal(acceleratorText('', false), '');
});

test('no two commands have the same key', () => {
  const keys = Object.values(COMMANDS)
    .map(({ accelerator }) => accelerator)
    .filter(Boolean);
  assert.equal(new Set(keys).size, keys.length);
});
