/**
 * A disk that runs full under the weights library: a file system of 2 MB in memory, which only root on Linux may mount.
 * Nothing half is taken for whole, what was downloaded stays, and both go on once there is room.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { DownloadError } from '../../core/download/downloadError.ts';
import { freeSpaceBytes } from '../../core/files/freeSpace.ts';
import { WeightsLibrary } from '../../core/weights/library/library.ts';
import { writeSafetensors } from '../../core/weights/safetensors.ts';
import { float32Tensor } from '../../core/weights/storedTensor.ts';
import { WeightsFileError } from '../../core/weights/weightsFileError.ts';
import { serve, withFileServer } from '../download/fileServer.ts';
import { until } from '../fixtures/until.ts';

const HEADS = Buffer.from(
  writeSafetensors(
    new Map([
      ['lin0.model.1.weight', float32Tensor([1, 64, 1, 1], new Float32Array(64))],
      ['more', float32Tensor([200_000], new Float32Array(200_000))],
    ]),
  ),
);
const ROOM_BYTES = 300_000;
const FIRST_BYTES = 100_000;

/** undefined where it cannot be mounted. */
function smallDisk(context: TestContext): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'omgd-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status === 0;
  context.after(() => {
    if (isMounted) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  if (!isMounted) context.skip('A small disk can only be mounted by root on Linux.');
  return isMounted ? folder : undefined;
}

/** Leaves about `ROOM_BYTES` free; answers with what has to be deleted again. */
async function fill(folder: string): Promise<string> {
  const filler = join(folder, 'filler');
  writeFileSync(filler, Buffer.alloc((await freeSpaceBytes(folder)) - ROOM_BYTES));
  return filler;
}

test('a file that finds no room is refused by name, and nothing of it is left', async (context) => {
  const folder = smallDisk(context);
  if (folder === undefined) return;
  const file = join(tmpdir(), `omgd-heads-${process.pid}.safetensors`);
  writeFileSync(file, HEADS);
  context.after(() => rmSync(file));
  const filler = await fill(folder);
  const library = new WeightsLibrary(folder);
  await assert.rejects(library.add('lpips-alex', file), (error) => {
    return error instanceof WeightsFileError && error.code === 'disk-full' && /has no room/.test(error.message);
  });
  assert.deepEqual(readdirSync(library.folder), []);
  rmSync(filler);
  assert.deepEqual(readFileSync((await library.add('lpips-alex', file)).path), HEADS);
});

test('a download that fills the disk keeps what came and goes on there', async (context) => {
  const folder = smallDisk(context);
  if (folder === undefined) return;
  await withFileServer(async (server) => {
    const library = new WeightsLibrary(folder);
    const part = join(library.folder, 'alex.pth.part');
    let answer: ServerResponse | undefined;
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-length': HEADS.length, etag: '"one"' });
      response.write(HEADS.subarray(0, FIRST_BYTES));
      answer = response;
    });
    const downloading = library.download('lpips-alex', { address: server.address });
    // There is room when the download begins, and then another program takes it.
    await until('the first bytes', () => existsSync(part) && statSync(part).size === FIRST_BYTES);
    const filler = await fill(folder);
    answer!.end(HEADS.subarray(FIRST_BYTES));
    await assert.rejects(downloading, (error) => error instanceof DownloadError && error.code === 'disk-full');
    assert.equal(await library.find('lpips-alex'), undefined);
    const keptBytes = statSync(part).size;
    assert.ok(keptBytes >= FIRST_BYTES && keptBytes < HEADS.length, String(keptBytes));
    rmSync(filler);
    server.answerWith(serve(HEADS));
    const installed = await library.download('lpips-alex', { address: server.address });
    assert.equal(server.ranges.at(-1), `bytes=${keptBytes}-`);
    assert.deepEqual(readFileSync(installed.path), HEADS);
  });
});
