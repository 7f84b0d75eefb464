import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FileRegistry } from '../../electron/main/files/fileRegistry.ts';
import { Recents } from '../../electron/main/files/recents.ts';
import { openPipelineFile } from '../../electron/main/handlers/pipelines.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

test('a file that is no pipeline is refused by its name, and does not become a recent one', async (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder, 'letter.txt');
  writeFileSync(path, 'Dear reader');
  const recents = new Recents(join(folder, 'recents.json'), () => {});
  const getStore = () => assert.fail('no run is asked for');
  const places = { files: new FileRegistry(), getStore, homeFolder: folder };
  await assert.rejects(openPipelineFile(path, { places, recents }), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'file-no-pipeline');
    assert.ok(error.message.startsWith(`${path}: The document is not valid JSON`));
    return true;
  });
  assert.equal(recents.list.length, 0);
});
