import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openSource } from '../../core/data/openSource.ts';
import type { PairListing } from '../../core/data/pairSource.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import { pattern, temporaryFolder, writeBelow, writeSideBySide } from './pictures.ts';

const PNG = await pattern(8, 8).png().toBuffer();

async function list(settings: object): Promise<PairListing> {
  return await openSource(datasetSettingsSchema.parse(settings)).list();
}

async function writeAll(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await writeBelow(folder, name, PNG);
}

function idsIn(listing: PairListing, split: string): string[] {
  return listing.samples.filter((sample) => sample.split === split).map((sample) => sample.id);
}

function codes(listing: PairListing): string[] {
  return listing.notices.map((notice) => notice.code);
}

test('side-by-side folders keep their train, val and test splits', async (context) => {
  const folder = await temporaryFolder(context);
  await writeAll(folder, ['train/1.png', 'train/sub/2.jpg', 'val/3.png', 'test/4.png']);
  const listing = await list({ kind: 'sideBySide', folder });
  assert.deepEqual(idsIn(listing, 'train'), ['train/1.png', 'train/sub/2.jpg']);
  assert.deepEqual(idsIn(listing, 'validation'), ['validation/3.png']);
  assert.deepEqual(idsIn(listing, 'test'), ['test/4.png']);
  assert.deepEqual(codes(listing), []);
});

test('without val the test pictures validate, and the report says so', async (context) => {
  const folder = await temporaryFolder(context);
  await writeAll(folder, ['train/1.png', 'test/4.png']);
  const listing = await list({ kind: 'sideBySide', folder });
  assert.deepEqual(idsIn(listing, 'validation'), ['test/4.png']);
  assert.deepEqual(codes(listing), ['test-used-for-validation']);
});

test('a flat folder is split by name: the same after adding pictures, and wherever it lies', async (context) => {
  const [first, second] = [await temporaryFolder(context), await temporaryFolder(context)];
  await writeSideBySide(first, 'p', 40, 4);
  await writeSideBySide(second, 'p', 60, 4);
  const before = await list({ kind: 'sideBySide', folder: first, validationFraction: 0.3 });
  const after = await list({ kind: 'sideBySide', folder: second, validationFraction: 0.3 });
  const validation = idsIn(before, 'validation');
  assert.ok(validation.length > 4 && validation.length < 20, `${validation.length}`);
  const stillThere = new Set(before.samples.map((sample) => sample.id));
  assert.deepEqual(
    idsIn(after, 'validation').filter((id) => stillThere.has(id)),
    validation,
  );
  assert.deepEqual(codes(before), ['no-validation-folder']);
});

test('B to A makes the right half the input, and swaps two folders', async (context) => {
  const folder = await temporaryFolder(context);
  await writeAll(folder, ['flat/1.png', 'A/1.png', 'B/1.png']);
  const halves = await list({ kind: 'sideBySide', folder: path.join(folder, 'flat'), direction: 'BtoA' });
  assert.equal(halves.samples[0]?.pictures.layout === 'sideBySide' && halves.samples[0].pictures.inputSide, 'right');
  const swapped = await list({ kind: 'matchedFolder', folder, direction: 'BtoA' });
  assert.deepEqual(swapped.samples[0]?.pictures, {
    layout: 'separate',
    inputFile: path.join(folder, 'B', '1.png'),
    targetFile: path.join(folder, 'A', '1.png'),
  });
});

test('trainA trainB, A/train B/train and any two folders are matched by name, whatever the ending', async (context) => {
  const folder = await temporaryFolder(context);
  await writeAll(folder, [
    'suffixed/trainA/x.png',
    'suffixed/trainB/x.jpg',
    'suffixed/valA/y.png',
    'suffixed/valB/y.png',
  ]);
  await writeAll(folder, ['nested/A/train/x.png', 'nested/B/train/x.png', 'nested/A/val/y.png', 'nested/B/val/y.png']);
  await writeAll(folder, ['edges/x.png', 'photos/x.png']);
  for (const name of ['suffixed', 'nested']) {
    const listing = await list({ kind: 'matchedFolder', folder: path.join(folder, name) });
    assert.deepEqual(idsIn(listing, 'train'), ['train/x']);
    assert.deepEqual(idsIn(listing, 'validation'), ['validation/y']);
  }
  const folders = { folderA: path.join(folder, 'edges'), folderB: path.join(folder, 'photos') };
  const listing = await list({ kind: 'twoFolders', ...folders });
  assert.deepEqual(
    listing.samples.map((sample) => sample.id),
    ['x'],
  );
});

test('pictures without partner, double names and unreadable formats are named, other files are ignored', async (context) => {
  const folder = await temporaryFolder(context);
  await writeAll(folder, [
    'A/1.png',
    'A/2.png',
    'A/1.jpg',
    'B/1.png',
    'B/3.png',
    'B/old.bmp',
    'B/notes.txt',
    'B/._1.png',
  ]);
  const listing = await list({ kind: 'matchedFolder', folder });
  assert.deepEqual(
    listing.samples.map((sample) => sample.id),
    ['1'],
  );
  const named = listing.notices.map(({ code, file }) => `${code} ${path.relative(folder, file).replaceAll('\\', '/')}`);
  assert.deepEqual(named.sort(), [
    'duplicate-name A/1.png',
    'no-partner A/2.png',
    'no-partner B/3.png',
    'no-validation-folder ',
    'unsupported-format B/old.bmp',
  ]);
});

test('folders that cannot be used are refused with a sentence', async (context) => {
  const folder = await temporaryFolder(context);
  await writeAll(folder, ['onlyval/val/1.png', 'mixed/1.png']);
  await assert.rejects(
    list({ kind: 'sideBySide', folder: path.join(folder, 'gone') }),
    /gone cannot be read .* Choose/,
  );
  await assert.rejects(list({ kind: 'sideBySide', folder: path.join(folder, 'onlyval') }), /no "train" folder/);
  await assert.rejects(
    list({ kind: 'matchedFolder', folder: path.join(folder, 'mixed') }),
    /neither folders A and B nor trainA/,
  );
});
