/** The weights library on the command line: a download that is stopped and goes on. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeSafetensors } from '../../core/weights/safetensors.ts';
import { float32Tensor } from '../../core/weights/storedTensor.ts';
import { serve, withFileServer } from '../download/fileServer.ts';
import { inFolder } from '../fixtures/folder.ts';
import { until } from '../fixtures/until.ts';
import { CommandLine, run } from './commandLine.ts';

const HEADS = Buffer.from(
  writeSafetensors(
    new Map([
      ['lin0.model.1.weight', float32Tensor([1, 64, 1, 1], new Float32Array(64))],
      ['more', float32Tensor([50_000], new Float32Array(50_000))],
    ]),
  ),
);
const HALF = 100_000;

test('Ctrl-C during a download keeps what came, and the same command goes on there', async () => {
  await inFolder(async (folder) => {
    await withFileServer(async (server) => {
      server.answerWith((_, response) => {
        response.writeHead(200, { 'content-length': HEADS.length, etag: '"one"' });
        response.write(HEADS.subarray(0, HALF));
      });
      const words = ['weights', 'download', 'lpips-alex', '--from', server.address];
      const first = new CommandLine(folder, words);
      const part = join(folder, 'weights', 'alex.pth.part');
      await until('half of the file', () => existsSync(part) && statSync(part).size === HALF);
      first.child.kill('SIGINT');
      assert.equal(await first.exitCode(), 130);
      assert.match(first.stderr, /Stopped\. What came is kept/);
      assert.equal(statSync(part).size, HALF);

      server.answerWith(serve(HEADS));
      const second = await run(folder, ...words);
      assert.equal(second.code, 0, second.stderr);
      assert.equal(server.ranges.at(-1), `bytes=${HALF}-`);
      assert.deepEqual(readFileSync(join(folder, 'weights', 'alex.pth')), HEADS);
      assert.equal(existsSync(part), false);
    });
  });
});
