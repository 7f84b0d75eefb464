import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELDS } from '../../../core/pipeline/index.ts';
import { nodeOfPath } from '../../../renderer/graph/findings.ts';

test('every setting belongs to a node, except those of the pipeline as a whole', () => {
  for (const [path, { group }] of Object.entries(FIELDS)) {
    assert.equal(nodeOfPath(path) === undefined, group === 'run', path);
  }
});

test('findings about a whole section go to the node of the section', () => {
  assert.equal(nodeOfPath('teachers.wider'), 'wider');
  assert.equal(nodeOfPath('teachers'), 'losses');
  assert.equal(nodeOfPath('norm'), 'student');
});
