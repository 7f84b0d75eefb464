import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELDS, FIELD_GROUPS, fieldInfo, schemaLeaves } from '../../core/pipeline/index.ts';

test('every setting of the schema has a text, and every text a setting', () => {
  const settings = schemaLeaves().map(({ path }) => path);
  assert.deepEqual([...settings].sort(), Object.keys(FIELDS).sort());
});

test('help texts are sentences and groups exist', () => {
  for (const [path, info] of Object.entries(FIELDS)) {
    assert.match(info.help, /[.)]$/, path);
    assert.ok(info.group in FIELD_GROUPS, path);
  }
});

test('a leaf knows its kind, its limits, its options and where it exists', () => {
  const leaf = (path: string) => schemaLeaves().find((candidate) => candidate.path === path);
  assert.deepEqual(leaf('discriminator.nShare'), {
    path: 'discriminator.nShare',
    kind: 'integer',
    options: [],
    minimum: 0,
    maximum: 5,
    onlyIn: ['multi_n_layers'],
  });
  assert.deepEqual(leaf('preprocess.outputChannels')?.options, [1, 3]);
  const unpaired = ['emojiStyles', 'unpairedFolder', 'unpairedTwoFolders'];
  const paired = ['sideBySide', 'matchedFolder', 'twoFolders'];
  assert.deepEqual(leaf('dataset.kind')?.options, ['emoji', ...paired, 'photos', ...unpaired]);
  assert.deepEqual(leaf('dataset.direction')?.onlyIn, [...paired, ...unpaired]);
  assert.equal(leaf('evaluation.metrics')?.kind, 'choices');
  assert.equal(leaf('preprocess.flip')?.kind, 'flag');
  assert.equal(leaf('teachers.wider.start.file')?.kind, 'text');
});

test('asking for a setting that does not exist is a mistake', () => {
  assert.throws(() => fieldInfo('student.colour'), /"student.colour" is not a setting/);
});
