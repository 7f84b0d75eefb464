import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256OfFile } from '../../core/files/sha256.ts';
import { inFolder } from '../fixtures/folder.ts';

test('the checksum of a file is that of all its bytes, however many pieces it is read in', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'file.bin');
    for (const byteCount of [0, 3, (1 << 20) + 1]) {
      const bytes = Buffer.alloc(byteCount, 'abc');
      await writeFile(path, bytes);
      assert.equal(await sha256OfFile(path), createHash('sha256').update(bytes).digest('hex'));
    }
    await assert.rejects(sha256OfFile(join(folder, 'missing.bin')), /ENOENT/);
  });
});
