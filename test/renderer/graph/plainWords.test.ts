import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPlainWords } from '../../../renderer/graph/plainWords.ts';

test('paths of settings become the names on the screen', () => {
  assert.equal(
    inPlainWords('student.ngf is 43 and teachers.wider.ngf 32.'),
    '“Student: Width” is 43 and “Wider teacher: Width” 32.',
  );
});

test('choices become their words, and everything else stays as it is', () => {
  assert.equal(inPlainWords('Set it to "multi_n_layers".'), 'Set it to “Patches, a head per teacher”.');
  assert.equal(inPlainWords('The folder /shoes/a.b is empty.'), 'The folder /shoes/a.b is empty.');
});

test('kinds of datasets and measures have the names of their lists', () => {
  assert.equal(inPlainWords('dataset.kind is "photos".'), '“Dataset: Kind of dataset” is “Photographs”.');
  assert.equal(inPlainWords('Not among "ssim", "fid".'), 'Not among “SSIM”, “FID”.');
});

test('a teacher as a whole has the name of its node', () => {
  assert.equal(
    inPlainWords('Add teachers.wider, teachers.deeper or both.'),
    'Add “Wider teacher”, “Deeper teacher” or both.',
  );
});
