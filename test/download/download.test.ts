import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { download, type DownloadRequest } from '../../core/download/download.ts';
import type { DownloadProgress } from '../../core/download/progress.ts';
import { inFolder } from '../fixtures/folder.ts';
import { announce, refuse, serve, servePlainly, withFileServer, type FileServer } from './fileServer.ts';

const CONTENT = randomBytes(300_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

interface Place {
  readonly server: FileServer;
  readonly file: string;
  readonly fetch: (options?: Partial<DownloadRequest>) => ReturnType<typeof download>;
}

/** Runs `use` with a server, a folder, and a download from one to the other that wastes no time between attempts. */
async function withPlace(use: (place: Place) => Promise<void>): Promise<void> {
  await inFolder((folder) =>
    withFileServer(async (server) => {
      const file = join(folder, 'deep', 'file.bin');
      const request = { address: server.address, file, limitBytes: 1e6, retryAfterMs: [0, 0, 0], patienceMs: 2000 };
      await use({ server, file, fetch: (options) => download({ ...request, ...options }) });
    }),
  );
}

async function assertWhole(file: string): Promise<void> {
  assert.deepEqual(await readFile(file), CONTENT);
  assert.deepEqual(await readdir(join(file, '..')), ['file.bin'], 'nothing else is left');
}

test('a file is fetched, verified, put in place, and told about', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(serve(CONTENT));
    const reports: DownloadProgress[] = [];
    const onProgress = (progress: DownloadProgress): void => void reports.push(progress);
    const done = await fetch({ sizeBytes: CONTENT.length, sha256: SHA256, onProgress });
    assert.deepEqual(done, { file, sizeBytes: CONTENT.length, sha256: SHA256 });
    await assertWhole(file);
    assert.deepEqual([...new Set(reports.map(({ phase }) => phase))], ['connecting', 'receiving', 'verifying']);
    assert.equal(reports.at(-1)?.doneBytes, CONTENT.length);
    assert.equal(reports.at(-1)?.totalBytes, CONTENT.length);
  });
});

test('a broken connection is taken up where it broke, as often as it gets further', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    const breaks = [50_000, 90_000, 140_000, 190_000, 240_000, 280_000];
    server.answerWith(...breaks.map((breakAfter) => serve(CONTENT, { breakAfter })), serve(CONTENT));
    await fetch();
    await assertWhole(file);
    assert.deepEqual(server.ranges, ['', ...breaks.map((bytes) => `bytes=${String(bytes)}-`)]);
  });
});

test('a later call, as after the end of the process, goes on with what an earlier one left', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(serve(CONTENT, { breakAfter: 100_000 }), refuse(503));
    await assert.rejects(fetch(), /HTTP status 503.*4 attempts in a row brought nothing new\. What came is kept/s);
    assert.equal((await stat(`${file}.part`)).size, 100_000);
    server.answerWith(serve(CONTENT));
    await fetch();
    await assertWhole(file);
    assert.equal(server.ranges.at(-1), 'bytes=100000-');
  });
});

test('of a file that has changed at the server, no old part is kept', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    const old = { breakAfter: 100_000, entityTag: '"old"' };
    server.answerWith(serve(randomBytes(300_000), old), serve(CONTENT, { entityTag: '"new"' }));
    await fetch();
    await assertWhole(file);
  });
});

test('a server that ignores versions but sends parts of another size is not believed', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    const longer = Buffer.concat([CONTENT, CONTENT]);
    server.answerWith(serve(longer, { breakAfter: 100_000 }), serve(CONTENT), serve(CONTENT));
    await fetch();
    await assertWhole(file);
    assert.deepEqual(server.ranges, ['', 'bytes=100000-', '']);
  });
});

test('without versions at the server, a part is gone on with only if a checksum will tell', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(servePlainly(CONTENT, { breakAfter: 100_000 }), servePlainly(CONTENT));
    await fetch();
    await assertWhole(file);
    server.answerWith(servePlainly(CONTENT, { breakAfter: 100_000 }), serve(CONTENT));
    await writeFile(file, 'damaged');
    await fetch({ sha256: SHA256 });
    await assertWhole(file);
    assert.deepEqual(server.ranges, ['', '', '', 'bytes=100000-']);
  });
});

test('a part whose record was cut off is not gone on with', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(serve(CONTENT, { breakAfter: 100_000 }), refuse(500));
    await assert.rejects(fetch());
    await writeFile(`${file}.part.json`, '{"address":"http');
    server.answerWith(serve(CONTENT));
    await fetch();
    await assertWhole(file);
    assert.equal(server.ranges.at(-1), '');
  });
});

test('a server that announces more than it has is found out, and the wait ends', async () => {
  await withPlace(async ({ server, fetch }) => {
    server.answerWith(announce(400_000, CONTENT));
    await assert.rejects(fetch(), { code: 'broken-off', message: /broke off after 0\.3 MB of 0\.4 MB/ });
  });
});

test('a size other than the known one is refused before anything is written', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(serve(CONTENT));
    await assert.rejects(fetch({ sizeBytes: 299_999 }), { code: 'wrong-file', message: /instead of/ });
    await assert.rejects(stat(`${file}.part`), { code: 'ENOENT' });
  });
});

test('a server without lengths cannot send more than the limit', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(servePlainly(CONTENT, { chunked: true }));
    await assert.rejects(fetch({ limitBytes: 200_000 }), { code: 'too-large' });
    assert.ok((await stat(`${file}.part`)).size <= 200_000);
    await fetch();
    await assertWhole(file);
  });
});

test('wrong content is thrown away, so that the next try starts clean', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(serve(randomBytes(CONTENT.length)));
    await assert.rejects(fetch({ sha256: SHA256 }), { code: 'wrong-file', message: /SHA-256/ });
    assert.deepEqual(await readdir(join(file, '..')), []);
  });
});

test('a web page instead of the file, and a file that is gone, are said at once', async () => {
  await withPlace(async ({ server, fetch }) => {
    server.answerWith(serve(Buffer.from('<html>log in</html>'), { contentType: 'text/html; charset=utf-8' }));
    await assert.rejects(fetch(), { code: 'refused', message: /web page instead of the file/ });
    server.answerWith(refuse(404));
    await assert.rejects(fetch(), { code: 'refused', message: /status 404\. The file is not there any more/ });
    assert.equal(server.ranges.length, 2);
  });
});

test('redirects are followed, but not in circles', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(refuse(302, { location: '/elsewhere' }), serve(CONTENT));
    await fetch();
    await assertWhole(file);
    server.answerWith(refuse(301, { location: '/file.bin' }));
    await assert.rejects(fetch(), { code: 'refused', message: /in a circle/ });
    server.answerWith(refuse(302, { location: 'file:///etc/passwd' }));
    await assert.rejects(fetch(), { code: 'refused', message: /only http and https/ });
  });
});

test('a server that stays silent is given up', async () => {
  await withPlace(async ({ server, fetch }) => {
    server.answerWith(() => {});
    await assert.rejects(fetch({ patienceMs: 50, retryAfterMs: [] }), { code: 'broken-off', message: /sent nothing/ });
  });
});

test('nobody at the address', async () => {
  await inFolder(async (folder) => {
    // It would wait for an hour if it tried again.
    const request = { file: join(folder, 'file'), limitBytes: 1e6, retryAfterMs: [3_600_000] };
    await assert.rejects(download({ ...request, address: 'http://127.0.0.1:1/file' }), {
      code: 'unreachable',
      message: /127\.0\.0\.1:1 cannot be reached/,
    });
    await assert.rejects(download({ ...request, address: 'nonsense' }), { code: 'refused' });
  });
});

test('stopping keeps what came', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length, etag: '"one"' });
      response.write(CONTENT.subarray(0, 100_000));
    });
    const stop = new AbortController();
    const onProgress = ({ phase }: DownloadProgress): void => {
      if (phase === 'receiving') setTimeout(() => stop.abort(new Error('stopped by the user')), 50);
    };
    await assert.rejects(fetch({ signal: stop.signal, onProgress }), /stopped by the user/);
    assert.equal((await stat(`${file}.part`)).size, 100_000);
    server.answerWith(serve(CONTENT));
    await fetch();
    await assertWhole(file);
    assert.equal(server.ranges.at(-1), 'bytes=100000-');
  });
});

test('of two downloads of one file at once, the second finds the work done', async () => {
  await withPlace(async ({ server, file, fetch }) => {
    server.answerWith(serve(CONTENT));
    await Promise.all([fetch({ sha256: SHA256 }), fetch({ sha256: SHA256 })]);
    await assertWhole(file);
    assert.equal(server.ranges.length, 1);
  });
});

test('a file larger than the disk is refused before anything is written', async () => {
  await withPlace(async ({ server, fetch }) => {
    server.answerWith(announce(Number.MAX_SAFE_INTEGER, CONTENT));
    await assert.rejects(fetch({ limitBytes: Infinity }), { code: 'disk-full', message: /needs .* GB, but the disk/ });
  });
});
