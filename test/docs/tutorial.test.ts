/** The program of the tutorial, as it stands there, with a real exported model. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { exportGenerator } from '../../core/export/exportGenerator.ts';
import { ReferenceRunner } from '../../core/export/referenceRunner.ts';
import { exportRequest } from '../export/exportRequest.ts';
import { inFolder } from '../fixtures/folder.ts';
import { farthest, tf } from '../fixtures/tensorflow.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SIDE = 64;

test("the tutorial's program gives the picture that the engine gives", () =>
  inFolder(async (folder) => {
    const request = exportRequest(join(folder, 'model'), { convention: { range: '0..255', layout: 'NHWC' } });
    await exportGenerator(request, tf);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const tutorial = readFileSync(join(ROOT, 'docs', 'tutorial.md'), 'utf8');
    writeFileSync(join(folder, 'colour.mjs'), /```js\n(.*?)```/s.exec(tutorial)![1]!);
    // A grey ramp, so that making it grey again changes nothing.
    const grey = Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => (pixel * 7) % 256);
    await sharp(grey, { raw: { width: SIDE, height: SIDE, channels: 1 } })
      .png()
      .toFile(join(folder, 'grey.png'));
    execFileSync(process.execPath, ['colour.mjs', 'grey.png', 'coloured.png'], { cwd: folder });
    const { data, info } = await sharp(join(folder, 'coloured.png')).raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height, info.channels], [SIDE, SIDE, 3]);

    const values = Float32Array.from(
      { length: SIDE * SIDE * 3 },
      (_, index) => grey[Math.floor(index / 3)]! / 127.5 - 1,
    );
    const engine = new ReferenceRunner(tf, request.network, request.weights);
    const { output } = engine.run({ values, shape: [1, SIDE, SIDE, 3] });
    engine.dispose();
    const expected = output.values.map((value) => (value + 1) * 127.5);
    assert.ok(farthest([...data], expected) < 0.51, 'rounded, and nothing else');
  }));
