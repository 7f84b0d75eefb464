import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { detectLayouts } from '../../core/data/detectLayout.ts';
import { pattern, temporaryFolder, writeBelow } from './pictures.ts';

/** The kinds that a folder with these pictures can be read as, in order; photographs last and as one. */
async function kindsOf(context: TestContext, names: readonly string[], width = 30): Promise<string[]> {
  const folder = await temporaryFolder(context);
  for (const name of names) await writeBelow(folder, name, await pattern(width, 30).png().toBuffer());
  const { readings } = await detectLayouts([folder]);
  return [...new Set(readings.map(({ settings }) => settings.kind))];
}

test('the likeliest reading of a folder comes first', async (context) => {
  assert.deepEqual(await kindsOf(context, ['train/1.png', 'val/1.png'], 60), ['sideBySide', 'photos']);
  assert.deepEqual(await kindsOf(context, ['A/1.png', 'B/1.png'], 60), [
    'matchedFolder',
    'sideBySide',
    'unpairedFolder',
    'photos',
  ]);
  assert.deepEqual(await kindsOf(context, ['trainA/1.png', 'trainB/2.png']), ['unpairedFolder', 'photos']);
  assert.deepEqual(await kindsOf(context, ['edges/1.png', 'shoes/1.png']), [
    'twoFolders',
    'unpairedTwoFolders',
    'photos',
  ]);
  assert.deepEqual(await kindsOf(context, ['train/1.png', 'val/1.png']), ['photos']);
  assert.deepEqual(await kindsOf(context, ['holiday/1.png', '2.png']), ['photos']);
  assert.deepEqual(await kindsOf(context, ['1.png', '2.png'], 45), ['photos', 'sideBySide'], 'cameras take 3:2');
  assert.deepEqual(await kindsOf(context, []), []);
});

test('two folders are partners, and pictures stand for their folder', async (context) => {
  const folder = await temporaryFolder(context);
  const first = await writeBelow(folder, 'x/1.png', await pattern(30, 30).png().toBuffer());
  const second = await writeBelow(folder, 'y/1.png', await pattern(30, 30).png().toBuffer());
  const { readings } = await detectLayouts([first, path.dirname(second)]);
  assert.deepEqual(readings.map(({ settings }) => settings.kind), ['twoFolders', 'unpairedTwoFolders']); // prettier-ignore
});
