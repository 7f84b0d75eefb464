import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileNameOf } from '../../../renderer/format/fileName.ts';

test('a title becomes a name that every system accepts', () => {
  assert.equal(fileNameOf('Demo: edges → emoji'), 'demo-edges-emoji');
  assert.equal(fileNameOf('Größe/../x'), 'gro-e-x');
});

test('a title without letters still gives a name', () => {
  assert.equal(fileNameOf('→'), 'untitled');
});
