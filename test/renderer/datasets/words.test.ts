import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf } from '../../../renderer/datasets/words.ts';

test('a dataset on disk names its folders, a built-in one has none', () => {
  assert.equal(folderOf({ kind: 'sideBySide', folder: 'pictures' }), 'pictures');
  assert.equal(folderOf({ kind: 'twoFolders', folderA: 'a', folderB: 'b' }), 'a and b');
  assert.equal(folderOf({ kind: 'emoji' }), undefined);
});

test('settings of an unknown kind have no folder to show', () => {
  assert.equal(folderOf({ kind: 'cloud' }), undefined);
});
