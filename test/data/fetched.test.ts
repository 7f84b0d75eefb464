import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { after, test } from 'node:test';
import { DataError } from '../../core/data/dataError.ts';
import { addressToFetch, fetchedFolder, withAbsoluteFolders } from '../../core/data/fetched/datasetFolders.ts';
import { openDataset } from '../../core/data/fetched/openDataset.ts';
import { checkPipeline, datasetAddress, datasetSettingsSchema, isError } from '../../core/pipeline/index.ts';
import { Control } from '../../core/trainer/control.ts';
import { EngineVoice } from '../../core/trainer/engineVoice.ts';
import { train } from '../../core/trainer/train.ts';
import { refuse, serve, withFileServer } from '../download/fileServer.ts';
import { inFolder } from '../fixtures/folder.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { pattern } from './pictures.ts';

const usualCache = process.env['OMGD_CACHE_DIR'];
after(() => {
  if (usualCache === undefined) delete process.env['OMGD_CACHE_DIR'];
  else process.env['OMGD_CACHE_DIR'] = usualCache;
});

async function shoes(): Promise<{ archive: Buffer; sha256: string }> {
  const names = ['train/1.jpg', 'train/2.jpg', 'val/3.jpg'];
  const files = names.map(async (name, at) => [`shoes/${name}`, await pattern(64, 32, at).jpeg().toBuffer()] as const);
  const archive = await tarGzOf(Object.fromEntries(await Promise.all(files)));
  return { archive, sha256: createHash('sha256').update(archive).digest('hex') };
}

const settingsOf = (folder: string) => datasetSettingsSchema.parse({ kind: 'sideBySide', folder });

/** Each with a cache of its own. */
const inCache = (use: () => Promise<void>): Promise<void> =>
  inFolder(async (cache) => {
    process.env['OMGD_CACHE_DIR'] = cache;
    await use();
  });

test('a dataset named by a web address is fetched once, over a broken connection, and read like a folder', async () => {
  const { archive, sha256 } = await shoes();
  await inCache(() =>
    withFileServer(async (server) => {
      server.answerWith(serve(archive, { breakAfter: archive.length >> 1 }), serve(archive));
      const dataset = settingsOf(`${server.address}#sha256=${sha256}`);
      const seen = new Set<string>();
      assert.equal(addressToFetch(dataset)?.name, 'file.bin');
      const options = { retryAfterMs: [0], onProgress: ({ phase }: { phase: string }) => void seen.add(phase) };
      // Two runs of a sweep start on the same node.
      const [source] = await Promise.all([openDataset(dataset, '/', options), openDataset(dataset, '/', options)]);
      const { samples } = await source.list();
      assert.deepEqual(samples.map(({ split }) => split).sort(), ['train', 'train', 'validation']);
      assert.ok(seen.has('retrying') && seen.has('unpacking'));
      assert.equal(addressToFetch(dataset), undefined);
      await openDataset(dataset, '/');
      assert.equal(server.ranges.length, 2, 'two attempts of one fetch');
      const absolute = withAbsoluteFolders(dataset, '/');
      assert.deepEqual(await readdir(dirname(Reflect.get(absolute, 'folder') as string)), ['file.bin'], 'the archive is gone'); // prettier-ignore
    }),
  );
});

test('an archive with another checksum, or none at all, leaves nothing and says so', async () => {
  const { archive } = await shoes();
  await inCache(() =>
    withFileServer(async (server) => {
      server.answerWith(serve(archive));
      const wrong = settingsOf(`${server.address}#sha256=${'0'.repeat(64)}`);
      const isAbout = (words: RegExp) => (error: unknown) =>
        error instanceof DataError && error.code === 'not-fetched' && words.test(error.message);
      await assert.rejects(openDataset(wrong, '/'), isAbout(/is not the expected file/));
      server.answerWith(refuse(404));
      const missing = settingsOf(`${server.address}?other`);
      await assert.rejects(openDataset(missing, '/', { retryAfterMs: [] }), isAbout(/cannot be fetched/));
      for (const dataset of [wrong, missing]) assert.ok(!existsSync(fetchedFolder(addressToFetch(dataset)!)));
    }),
  );
});

test('a run that is stopped while its dataset is on its way ends as stopped', async () => {
  await inCache(() =>
    withFileServer(async (server) => {
      const base = tinyDocument(2);
      const document = {
        ...base,
        dataset: settingsOf(server.address),
        preprocess: { ...base.preprocess, maximumPairs: 2 },
      };
      // The server says how long the file is, and then nothing more.
      server.answerWith((_, response) => void response.writeHead(200, { 'content-length': 1000 }).write('x'));
      await inFolder(async (folder) => {
        const control = new Control();
        const voice = new EngineVoice((message) => {
          if (message.kind === 'phase' && message.detail.startsWith('Downloading')) control.stop();
        });
        const task = { document, documentDirectory: folder, runDirectory: folder };
        assert.deepEqual(await train(tf, task, control, voice), { kind: 'stopped', step: 0 });
      });
    }),
  );
});

test('addresses are told from paths, and checksums and protocols that cannot be are refused', () => {
  assert.equal(datasetAddress('shoes'), undefined);
  assert.equal(datasetAddress('/data/https:/shoes'), undefined);
  const sha256 = 'AB'.repeat(32);
  const url = 'https://data.example/a/my%20shoes.v2.tar.gz?token=1';
  assert.deepEqual(datasetAddress(`${url}#sha256=${sha256}`), { url, sha256: sha256.toLowerCase(), name: 'my_20shoes.v2' }); // prettier-ignore
  assert.equal(datasetAddress('https://data.example/')!.name, 'data.example');
  const problems = (folder: string): number =>
    checkPipeline({ ...tinyDocument(1), dataset: settingsOf(folder) }).filter(isError).length;
  assert.equal(problems(url), 0);
  assert.equal(problems(`${url}#sha256=12`), 1);
  assert.equal(problems('s3://bucket/shoes.zip'), 1);
  assert.equal(problems('C:\\shoes'), 0);
});
