import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { atomicWrite } from '../../core/files/atomicWrite.ts';
import { inFolder } from '../fixtures/folder.ts';

test('text, bytes and pieces replace the file, and nothing else is left in the folder', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'file.txt');
    await atomicWrite(path, 'one');
    assert.equal(await readFile(path, 'utf8'), 'one');
    await atomicWrite(path, Buffer.from('two'));
    assert.equal(await readFile(path, 'utf8'), 'two');
    await atomicWrite(path, [Buffer.from('th'), Buffer.alloc(0), Buffer.from('ree')]);
    assert.equal(await readFile(path, 'utf8'), 'three');
    assert.deepEqual(await readdir(folder), ['file.txt']);
  });
});

test('if writing fails half way, the old file stays and the temporary one goes', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'file.txt');
    await writeFile(path, 'old');
    function* failing(): Generator<Uint8Array> {
      yield Buffer.from('new');
      throw new Error('the disk is full');
    }
    await assert.rejects(atomicWrite(path, failing()), /the disk is full/);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['file.txt']);
  });
});

test('a folder that does not exist is an error', async () => {
  await inFolder(async (folder) => {
    await assert.rejects(atomicWrite(join(folder, 'none', 'file.txt'), 'text'), { code: 'ENOENT' });
  });
});
