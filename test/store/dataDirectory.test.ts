import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { databasePath, defaultDataDirectory, runDirectory } from '../../core/store/index.ts';

test('data lies where each operating system wants it', () => {
  assert.equal(defaultDataDirectory({}, 'linux', '/home/me'), '/home/me/.local/share/omgd-studio');
  assert.equal(defaultDataDirectory({ XDG_DATA_HOME: '/xdg' }, 'linux', '/home/me'), '/xdg/omgd-studio');
  const mac = join('/Users/me', 'Library', 'Application Support', 'OMGD Studio');
  assert.equal(defaultDataDirectory({}, 'darwin', '/Users/me'), mac);
  assert.equal(defaultDataDirectory({ LOCALAPPDATA: '/local' }, 'win32', '/me'), join('/local', 'OMGD Studio'));
});

test('OMGD_DATA_DIR comes before everything', () => {
  assert.equal(defaultDataDirectory({ OMGD_DATA_DIR: '/data', XDG_DATA_HOME: '/xdg' }, 'linux', '/home/me'), '/data');
});

test('the database and the files of a run lie inside', () => {
  assert.equal(databasePath('/data'), join('/data', 'studio.sqlite'));
  assert.equal(runDirectory('/data', 'r1'), join('/data', 'runs', 'r1'));
});
