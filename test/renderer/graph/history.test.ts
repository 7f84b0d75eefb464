import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endGesture, historyOf, record, redo, undo } from '../../../renderer/graph/history.ts';

test('undo and redo walk through the states', () => {
  const history = record(record(historyOf('a'), 'b'), 'c');
  assert.equal(undo(history).present, 'b');
  assert.equal(undo(undo(history)).present, 'a');
  assert.equal(redo(undo(history)).present, 'c');
});

test('one gesture is one step, however many states it passes', () => {
  const dragged = ['b', 'c', 'd'].reduce((history, state) => record(history, state, 'drag'), historyOf('a'));
  assert.equal(dragged.present, 'd');
  assert.equal(undo(dragged).present, 'a');
});

test('a second gesture of the same name is a second step', () => {
  const first = endGesture(record(historyOf('a'), 'b', 'drag'));
  const second = record(first, 'c', 'drag');
  assert.equal(undo(second).present, 'b');
});

test('an edit after undo drops what could have been redone', () => {
  const edited = record(undo(record(historyOf('a'), 'b')), 'c');
  assert.equal(redo(edited).present, 'c');
  assert.equal(undo(edited).present, 'a');
});

test('an edit that changes nothing is no step', () => {
  const history = historyOf('a');
  assert.equal(record(history, 'a'), history);
});

test('at the ends, undo and redo do nothing', () => {
  const history = historyOf('a');
  assert.equal(undo(history), history);
  assert.equal(redo(history), history);
});
