import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { entryPath } from '../../core/archive/entryPath.ts';
import { openTar } from '../../core/archive/tar.ts';
import { DATASET_LIMITS, unpack, type UnpackLimits, type UnpackProgress } from '../../core/archive/unpack.ts';
import { inFolder } from '../fixtures/folder.ts';
import { tarGzOf, tarGzOfEntries } from '../fixtures/tarFile.ts';
import { zipOf, zipOfEntries } from '../fixtures/zipFile.ts';

const FILES = { 'set/train/1.jpg': 'one', 'set/train/2.jpg': 'two'.repeat(50_000), 'set/val/1.jpg': 'three' };

/** Unpacks `archive` and hands over the folder's files as text; checks that nothing was written beside the folder. */
async function unpacked(archive: Buffer, limits: UnpackLimits = DATASET_LIMITS): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await inFolder(async (place) => {
    const folder = join(place, 'folder');
    await mkdir(folder);
    await writeFile(join(place, 'archive'), archive);
    try {
      await unpack(join(place, 'archive'), folder, { limits });
    } finally {
      assert.deepEqual((await readdir(place)).sort(), ['archive', 'folder'], 'nothing outside the folder');
    }
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) found[file.slice(folder.length + 1)] = await readFile(file, 'utf8');
    }
  });
  return found;
}

test('zip, tar and tar.gz come out as they went in, whatever the file is called', async () => {
  assert.deepEqual(await unpacked(zipOf(FILES)), FILES);
  assert.deepEqual(await unpacked(await tarGzOf(FILES)), FILES);
  assert.deepEqual(await unpacked(gunzipSync(await tarGzOf(FILES))), FILES);
});

test('what systems leave in archives is skipped', async () => {
  const rubbish = { '__MACOSX/set/._1.jpg': 'x', 'set/.DS_Store': 'x', 'set/._1.jpg': 'x' };
  assert.deepEqual(await unpacked(zipOf({ ...rubbish, ...FILES })), FILES);
});

const OUTSIDE = ['../evil', 'set/../../evil', '/tmp/omgd-evil', 'C:/evil', '..\\evil', 'C:\\evil'];

test('no name leads out of the folder', async () => {
  for (const name of OUTSIDE) {
    await assert.rejects(unpacked(zipOf({ 'good.jpg': 'x', [name]: 'evil' })), { code: 'archive-hostile' }, name);
    await assert.rejects(
      unpacked(await tarGzOf({ 'good.jpg': 'x', [name]: 'evil' })),
      { code: 'archive-hostile' },
      name,
    );
  }
});

test('links are refused, so that nothing is written through one', async () => {
  const link = { header: { name: 'set', type: 'symlink', linkname: '/tmp' } } as const;
  const through = { header: { name: 'set/omgd-evil' }, content: 'evil' };
  await assert.rejects(unpacked(await tarGzOfEntries([link, through])), { code: 'archive-hostile', message: /a link/ });
  const hard = { header: { name: 'set', type: 'link', linkname: '/etc/passwd' } } as const;
  await assert.rejects(unpacked(await tarGzOfEntries([hard])), { code: 'archive-hostile', message: /a link/ });
  const device = { header: { name: 'set', type: 'character-device' } } as const;
  await assert.rejects(unpacked(await tarGzOfEntries([device])), {
    code: 'archive-hostile',
    message: /neither a file/,
  });
  const zipped = zipOfEntries([{ name: 'set', content: '/tmp', mode: 0o120777 }]);
  await assert.rejects(unpacked(zipped), { code: 'archive-hostile', message: /a link/ });
});

test('two entries of one name, or a file where a folder is, are refused', async () => {
  const twice = ['1.jpg', '1.jpg'].map((name) => ({ name, content: name }));
  await assert.rejects(unpacked(zipOfEntries(twice)), { code: 'archive-hostile', message: /two entries/ });
  const below = ['set', 'set/1.jpg'].map((name) => ({ header: { name }, content: name }));
  await assert.rejects(unpacked(await tarGzOfEntries(below)), { code: 'archive-hostile', message: /two entries/ });
  const above = ['set/1.jpg', 'set'].map((name) => ({ header: { name }, content: name }));
  await assert.rejects(unpacked(await tarGzOfEntries(above)), { code: 'archive-hostile', message: /two entries/ });
});

test('bombs stop at the limits', async () => {
  const zeros = Buffer.alloc(70e6);
  await assert.rejects(unpacked(zipOf({ bomb: zeros })), { code: 'archive-too-large', message: /64\.0 MB/ });
  await assert.rejects(unpacked(await tarGzOf({ bomb: zeros })), { code: 'archive-too-large' });
  const few = { mostEntries: 2, mostBytes: 1e9, mostRatio: 100 };
  await assert.rejects(unpacked(zipOf(FILES), few), { code: 'archive-too-large', message: /more than 2 entries/ });
  const small = { mostEntries: 10, mostBytes: 1000, mostRatio: 100 };
  await assert.rejects(unpacked(await tarGzOf(FILES), small), {
    code: 'archive-too-large',
    message: /more than 1000 b/,
  });
});

test('an entry that is larger or smaller than the zip archive says is refused', async () => {
  for (const claimedBytes of [10, 1000]) {
    const lying = zipOfEntries([{ name: '1.jpg', content: 'x'.repeat(100), claimedBytes }]);
    await assert.rejects(unpacked(lying), { code: 'archive-unreadable' });
  }
});

test('damaged, cut off, packed in another way, protected or no archive at all: each is said', async () => {
  const wrong = zipOfEntries([{ name: '1.jpg', content: 'x', wrongChecksum: true }]);
  await assert.rejects(unpacked(wrong), { code: 'archive-unreadable', message: /"1\.jpg" is damaged/ });
  const locked = zipOfEntries([{ name: '1.jpg', content: 'x', encrypted: true }]);
  await assert.rejects(unpacked(locked), { code: 'archive-unreadable', message: /password/ });
  const cut = { code: 'archive-unreadable', message: /cut off or damaged/ };
  const zip = zipOf(FILES);
  await assert.rejects(unpacked(zip.subarray(0, zip.length - 30)), cut);
  const tar = await tarGzOf(FILES);
  await assert.rejects(unpacked(tar.subarray(0, tar.length - 30)), cut);
  const plain = gunzipSync(tar);
  await assert.rejects(unpacked(plain.subarray(0, 60_000)), cut);
  await assert.rejects(unpacked(gzipSync('no tar inside '.repeat(200))), cut);
  const other = { code: 'archive-unreadable', message: /neither a zip nor a tar archive/ };
  await assert.rejects(unpacked(Buffer.from('Rar!\u001a\u0007')), other);
  await assert.rejects(unpacked(Buffer.alloc(0)), other);
  await assert.rejects(unpacked(Buffer.from('<!doctype html>')), /It looks like a web page/);
});

test('random changes to an archive end in an error of ours or in a folder, never in a crash', async () => {
  // A linear congruential generator: the same changes every time.
  let state = 1;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const originals = [zipOf(FILES), await tarGzOf(FILES), gunzipSync(await tarGzOf(FILES))];
  for (let round = 0; round < 150; round++) {
    const changed = Buffer.from(originals[round % originals.length]!);
    for (let change = 0; change <= random(4); change++) changed[random(changed.length)] = random(256);
    await unpacked(changed).catch((error: unknown) => assert.equal((error as Error).name, 'ArchiveError'));
  }
});

test('progress rises to the end, and stopping stops', async () => {
  await inFolder(async (place) => {
    const archive = join(place, 'archive');
    await writeFile(archive, zipOf(FILES));
    const seen: UnpackProgress[] = [];
    await unpack(archive, place, { limits: DATASET_LIMITS, onProgress: (progress) => seen.push(progress) });
    assert.deepEqual(seen.map(({ files }) => files), [1, 2, 3]); // prettier-ignore
    assert.ok(seen.every(({ fraction }, at) => fraction >= (seen[at - 1]?.fraction ?? 0) && fraction <= 1));
    const options = { limits: DATASET_LIMITS, signal: AbortSignal.abort(new Error('stopped by the user')) };
    await assert.rejects(unpack(archive, place, options), /stopped by the user/);
  });
});

test('names that Windows reads as something else are refused there', () => {
  for (const name of ['CON', 'nul.png', 'a/aux.jpg', 'picture.', 'picture ', 'a:b', 'a?b']) {
    assert.throws(() => entryPath('/folder', name, 'win32'), { code: 'archive-hostile' }, name);
  }
  assert.equal(entryPath('/folder', 'console/nullify.png', 'win32'), join('/folder', 'console', 'nullify.png'));
});

test('a tar archive that is read some time after it was opened loses no entry', async () => {
  await inFolder(async (place) => {
    const path = join(place, 'set.tar');
    await writeFile(path, gunzipSync(await tarGzOf(FILES)));
    const archive = await openTar(path, false);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const names = [];
    for await (const { name } of archive.entries()) names.push(name);
    archive.close();
    assert.deepEqual(names, Object.keys(FILES));
  });
});
