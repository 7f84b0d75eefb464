import assert from 'node:assert/strict';
import { readdir, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { CATALOGUE, findInCatalogue } from '../../core/data/catalogue/catalogue.ts';
import { OPENMOJI_LICENSE } from '../../core/data/sources/openmoji.ts';
import type { CatalogueEntry } from '../../core/data/catalogue/entry.ts';
import { installDataset } from '../../core/data/install/installDataset.ts';
import type { InstallProgress } from '../../core/data/install/installProgress.ts';
import { licenseOf, readInstallRecord } from '../../core/data/install/installRecord.ts';
import { refuse, serve, withFileServer, type FileServer } from '../download/fileServer.ts';
import { inFolder } from '../fixtures/folder.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { zipOf } from '../fixtures/zipFile.ts';
import { pattern } from './pictures.ts';

const FACADES = findInCatalogue('facades')!;

/** An archive as the official ones are: one folder with train/, val/ and test/ of pictures side by side. */
async function facadesArchive(): Promise<Buffer> {
  const names = ['train/1.jpg', 'train/2.jpg', 'train/3.jpg', 'val/1.jpg', 'test/1.jpg'];
  const pictures = names.map(async (name, at) => [`facades/${name}`, await pattern(512, 256, at).jpeg().toBuffer()] as const); // prettier-ignore
  return await tarGzOf(Object.fromEntries(await Promise.all(pictures)));
}

/** Runs `use` with a root folder and the entry `facades` at a server of our own. */
async function withEntry(
  use: (entry: CatalogueEntry, server: FileServer, root: string) => Promise<void>,
): Promise<void> {
  await inFolder((root) =>
    withFileServer(async (server) => {
      const source = { ...FACADES.source, address: server.address } as CatalogueEntry['source'];
      await use({ ...FACADES, source }, server, root);
    }),
  );
}

test('a dataset is downloaded over a broken connection, unpacked, checked and described, and only once', async () => {
  const archive = await facadesArchive();
  await withEntry(async (entry, server, root) => {
    server.answerWith(serve(archive, { breakAfter: archive.length >> 1 }), serve(archive));
    const seen: InstallProgress[] = [];
    const onProgress = (progress: InstallProgress): void => void seen.push(progress);
    const { folder, settings, report } = await installDataset(entry, { root, onProgress, retryAfterMs: [0] });
    assert.equal(folder, path.join(root, 'facades'));
    assert.deepEqual(report?.usablePairs, { train: 3, validation: 1, test: 1 });
    assert.deepEqual(settings, { kind: 'sideBySide', folder, direction: 'BtoA', validationFraction: 0.05 });
    const phases = ['connecting', 'receiving', 'retrying', 'verifying', 'unpacking', 'checking'];
    assert.deepEqual([...new Set(seen.map(({ phase }) => phase))], phases);
    const record = (await readInstallRecord(folder))!;
    assert.equal(record.sizeBytes, archive.length);
    assert.equal(licenseOf(record).attribution, FACADES.terms.attribution);
    assert.deepEqual(await readdir(path.join(root, '.downloads')), [], 'the archive is gone');
    await installDataset(entry, { root });
    assert.equal(server.ranges.length, 2, 'nothing is fetched again');
  });
});

test('an unpaired set is read as such', async () => {
  const names = ['trainA/1.jpg', 'trainA/2.jpg', 'trainB/1.jpg', 'trainB/3.jpg', 'testA/4.jpg', 'testB/5.jpg'];
  const pictures = names.map(
    async (name, at) => [`set/${name}`, await pattern(256, 256, at).jpeg().toBuffer()] as const,
  );
  const archive = zipOf(Object.fromEntries(await Promise.all(pictures)));
  await withEntry(async (entry, server, root) => {
    server.answerWith(serve(archive));
    const horses = { ...findInCatalogue('horse2zebra')!, source: entry.source };
    const { settings, report } = await installDataset(horses, { root });
    assert.equal(settings.kind, 'unpairedFolder');
    assert.ok(report.usablePairs.train > 0);
    assert.deepEqual(report.excludedIds, []);
  });
});

test('a stopped download goes on; nothing that looks like a dataset is there meanwhile', async () => {
  const archive = await facadesArchive();
  await withEntry(async (entry, server, root) => {
    server.answerWith(serve(archive, { breakAfter: 20_000 }), refuse(503));
    await assert.rejects(installDataset(entry, { root, retryAfterMs: [0] }), { name: 'DownloadError' });
    assert.deepEqual((await readdir(root)).sort(), ['.downloads']);
    server.answerWith(serve(archive));
    const { report } = await installDataset(entry, { root });
    assert.equal(report?.foundPairs, 5);
    assert.equal(server.ranges.at(-1), 'bytes=20000-');
  });
});

test('a hostile or senseless archive leaves neither dataset nor archive', async () => {
  await withEntry(async (entry, server, root) => {
    for (const bad of [zipOf({ '../evil.jpg': 'x' }), Buffer.from('garbage'.repeat(1000))]) {
      server.answerWith(serve(bad, { entityTag: `"${bad.length}"` }));
      await assert.rejects(installDataset(entry, { root }), { name: 'ArchiveError' });
      assert.deepEqual(await readdir(root), ['.downloads']);
      assert.deepEqual(await readdir(path.join(root, '.downloads')), []);
    }
  });
});

test('an archive that was fetched before the disk was full is not fetched again', async () => {
  const archive = await facadesArchive();
  await withEntry(async (entry, server, root) => {
    server.answerWith(refuse(500));
    await mkdir(path.join(root, '.downloads'));
    await writeFile(path.join(root, '.downloads', 'file.bin'), archive);
    const { report } = await installDataset(entry, { root });
    assert.equal(report?.foundPairs, 5);
    assert.equal(server.ranges.length, 0);
  });
});

test('files that are no pictures are found by the check at the end, by name', async () => {
  const archive = await tarGzOf({ 'facades/train/1.jpg': await pattern(512, 256).jpeg().toBuffer(), 'facades/train/2.jpg': 'broken' }); // prettier-ignore
  await withEntry(async (entry, server, root) => {
    server.answerWith(serve(archive));
    const { report, folder } = await installDataset(entry, { root });
    const broken = report?.problems.find(({ code }) => code === 'broken');
    assert.equal(broken?.places[0]?.file, path.join(folder, 'train', '2.jpg'));
  });
});

test('what cannot be downloaded says how to get it', async () => {
  await inFolder(async (root) => {
    await assert.rejects(installDataset(findInCatalogue('cityscapes')!, { root }), /your own account/);
  });
});

test('every entry says what a person must know before a download', () => {
  assert.equal(new Set(CATALOGUE.map(({ id }) => id)).size, CATALOGUE.length);
  for (const { id, source, terms, task } of CATALOGUE) {
    assert.ok(terms.text.endsWith('.') && terms.attribution && terms.page.startsWith('http') && task, id);
    if (source.kind === 'download') assert.ok(source.limitBytes > (source.aboutBytes ?? 0) * 2, id);
  }
  // The licence of the built-in set is told in two places: both must say the same.
  assert.equal(findInCatalogue('emoji')!.terms.attribution, OPENMOJI_LICENSE.attribution);
});
