import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ERRORS,
  RUN_STATES,
  RUN_STATE_LABELS,
  WARNINGS,
  hasEnded,
  isActive,
  type ErrorText,
} from '../../core/protocol/index.ts';

test('every error has a title, and says in sentences what happened and what to do', () => {
  for (const [code, { title, sentence, action }] of Object.entries<ErrorText>(ERRORS)) {
    assert.match(title, /^[A-Z].*[^.]$/, code);
    assert.match(sentence, /^[A-Z].*\.$/, code);
    assert.match(action, /^[A-Z].*\.$/, code);
  }
});

test('every warning says what it means', () => {
  for (const [code, { meaning }] of Object.entries(WARNINGS)) assert.match(meaning, /^[A-Z].*\.$/, code);
});

test('a run waits, is active or has ended, and only one of these', () => {
  for (const state of RUN_STATES) {
    const roles = [state === 'queued', isActive(state), hasEnded(state)].filter(Boolean);
    assert.equal(roles.length, 1, state);
    assert.ok(RUN_STATE_LABELS[state]);
  }
});
