/** Datasets from the command line: a download that is stopped and goes on, folders of one's own. */
import assert from 'node:assert/strict';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pattern } from '../data/pictures.ts';
import { serve, withFileServer } from '../download/fileServer.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { until } from '../fixtures/until.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { CommandLine, run } from './commandLine.ts';

async function picture(seed: number): Promise<Buffer> {
  return await pattern(512, 256, seed).jpeg().toBuffer();
}

test('terms come first; a download that was stopped with Ctrl-C goes on in the next process, and ends with a check', async (context) => {
  const folder = temporaryFolder(context);
  const archive = await tarGzOf({ 'facades/train/1.jpg': await picture(1), 'facades/train/2.jpg': 'broken', 'facades/val/1.jpg': await picture(2) }); // prettier-ignore
  await withFileServer(async (server) => {
    context.after(() => delete process.env['OMGD_DATASET_MIRROR']);
    process.env['OMGD_DATASET_MIRROR'] = new URL('.', server.address).href;
    const unread = await run(folder, 'datasets', 'download', 'facades');
    assert.equal(unread.code, 2);
    assert.match(unread.stderr, /CMP Facade Database.*--accept-terms/);
    assert.equal(server.ranges.length, 0);
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-length': archive.length, etag: '"one"' });
      response.write(archive.subarray(0, 10_000));
    });
    const stopped = new CommandLine(folder, ['datasets', 'download', 'facades', '--accept-terms']);
    const part = join(folder, 'datasets', '.downloads', 'facades.tar.gz.part');
    await until('the first part', () => statSync(part, { throwIfNoEntry: false })?.size === 10_000);
    stopped.child.kill('SIGINT');
    assert.equal(await stopped.exitCode(), 130);
    assert.match(stopped.stderr, /What came is kept/);
    server.answerWith(serve(archive));
    const done = await run(folder, 'datasets', 'download', 'facades', '--accept-terms');
    assert.equal(done.code, 0, done.stderr);
    assert.equal(server.ranges.at(-1), 'bytes=10000-');
    assert.match(done.stdout, /1 training, 1 validation, 0 test pairs; 1 of 3 left out/);
    assert.match(done.stdout, /2\.jpg/);
    const list = await run(folder, 'datasets', 'list');
    assert.match(list.stdout, /facades .* downloaded/);
    assert.match(list.stdout, /Known here:\nNAME +SETTINGS\nfacades +\{"kind":"sideBySide"/);
  });
});

test('a folder is looked at, checked, remembered and divided; files without partner are named', async (context) => {
  const folder = temporaryFolder(context);
  const pictures = join(folder, 'pictures');
  for (const side of ['A', 'B']) {
    mkdirSync(join(pictures, side), { recursive: true });
    for (let at = 0; at < 6; at++) writeFileSync(join(pictures, side, `${String(at)}.jpg`), await picture(at));
  }
  writeFileSync(join(pictures, 'A', 'lonely.jpg'), await picture(9));
  const look = await run(folder, 'datasets', 'import', pictures, '--look');
  assert.match(look.stdout, /^1\. Folders A and B: /m);
  assert.match(look.stdout, /Photographs: edges → photo/);
  const added = await run(folder, 'datasets', 'import', pictures, '--name', 'Mine');
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /no partner of the same name \(1\)[^]*lonely\.jpg/);
  assert.match((await run(folder, 'datasets')).stdout, /Mine +\{"kind":"matchedFolder"/);
  const split = await run(folder, 'datasets', 'split', pictures, '--validation', '0.3');
  assert.equal(split.code, 0, split.stderr);
  assert.match(split.stdout, /Wrote .*omgd-split\.json/);
  const wrong = await run(folder, 'datasets', 'split', pictures, '--validation', '3');
  assert.equal(wrong.code, 2);
});

test('what is not in the catalogue, and what cannot be downloaded, is explained', async (context) => {
  const folder = temporaryFolder(context);
  const unknown = await run(folder, 'datasets', 'show', 'shoes');
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /no dataset "shoes" in the catalogue\. There are: emoji, emojiStyles, edges2shoes/);
  const shown = await run(folder, 'datasets', 'show', 'cityscapes');
  assert.match(shown.stdout, /gtFine_trainvaltest\.zip.*account needed/);
  assert.equal((await run(folder, 'datasets', 'download', 'cityscapes', '--accept-terms')).code, 2);
});
