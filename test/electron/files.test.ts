import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../core/protocol/studio/settings.ts';
import { filesAmong } from '../../electron/main/files/filesAmong.ts';
import { FileRegistry } from '../../electron/main/files/fileRegistry.ts';
import { Recents } from '../../electron/main/files/recents.ts';
import { readSettings, SettingsFile } from '../../electron/main/files/settingsFile.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

test('the window can name files that a person has chosen, and no others', () => {
  const registry = new FileRegistry();
  const file = registry.add('/home/me/shoes.omgd.json');
  assert.equal(registry.add('/home/me/../me/shoes.omgd.json').fileId, file.fileId);
  assert.equal(registry.pathOf(file.fileId), '/home/me/shoes.omgd.json');
  assert.throws(() => registry.pathOf('/etc/passwd'), { code: 'request-refused' });
});

test('one bad value in the settings file does not lose the others', () => {
  const settings = readSettings({ theme: 'dark', keepAwake: 'yes', unknown: 1 });
  assert.deepEqual(settings, { ...DEFAULT_SETTINGS, theme: 'dark' });
});

test('settings survive a restart; a broken file gives the defaults', async (context) => {
  const path = join(temporaryFolder(context), 'profile', 'settings.json');
  const first = new SettingsFile(path);
  await first.load();
  await first.change({ theme: 'light' });
  const second = new SettingsFile(path);
  await second.load();
  assert.equal(second.current.theme, 'light');
  writeFileSync(path, '{"theme":');
  await second.load();
  assert.deepEqual(second.current, DEFAULT_SETTINGS);
});

test('the file used last is the first of the recents, each is there once, and its canvas is kept', async (context) => {
  const path = join(temporaryFolder(context), 'recents.json');
  let changes = 0;
  const recents = new Recents(path, () => changes++);
  await recents.touch('/a', { zoom: 2 });
  await recents.touch('/b', null);
  await recents.touch('/a', { zoom: 3 });
  assert.deepEqual(
    recents.list.map((recent) => recent.path),
    ['/a', '/b'],
  );
  assert.equal(changes, 3);
  const reloaded = new Recents(path, () => {});
  await reloaded.load();
  assert.deepEqual(reloaded.canvasOf('/a'), { zoom: 3 });
  await reloaded.clear();
  assert.equal(reloaded.list.length, 0);
});

test('files on a command line are found where it was given, and as the addresses that desktops use', () => {
  const words = [
    'omgd-studio',
    '--flag',
    'a b.omgd.json',
    '/x/run.omgd.zip',
    'file:///home/me/%C3%A4.omgd.json',
    'b.json',
  ];
  assert.deepEqual(filesAmong(words, '/projects'), [
    '/projects/a b.omgd.json',
    '/x/run.omgd.zip',
    '/home/me/ä.omgd.json',
  ]);
});
