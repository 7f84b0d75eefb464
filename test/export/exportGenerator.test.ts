/** The whole export: files, report, model card; what does not match is not kept. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exportGenerator } from '../../core/export/exportGenerator.ts';
import { readExport, requireIntact } from '../../core/export/readExport.ts';
import { inFolder } from '../fixtures/folder.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { exportRequest } from './exportRequest.ts';
import { referenceGenerators } from './generators.ts';

for (const target of ['onnx', 'tfjs', 'savedmodel', 'safetensors'] as const) {
  test(`${target}: model, report and card are there and agree`, () =>
    inFolder(async (parent) => {
      const folder = join(parent, 'exports', 'shoes');
      const report = await exportGenerator(exportRequest(folder, { target }), tf);
      assert.deepEqual(await readExport(join(folder, report.mainFile)), { folder, report });
      await requireIntact(folder, report);
      assert.deepEqual(readdirSync(folder).sort(), [...report.files.map(({ name }) => name), 'README.md', 'report.json'].sort()); // prettier-ignore
      assert.equal(report.verification.pictures, 3);
      assert.ok(report.verification.maximumError <= 1e-4);

      const card = readFileSync(join(folder, 'README.md'), 'utf8');
      for (const fact of [
        'OpenMoji',
        '0.8123',
        '38,723',
        'step 1,000 of 2,000',
        '13.0 times',
        report.files[0]!.sha256,
      ]) {
        assert.ok(card.includes(fact), fact);
      }
    }));
}

test('half precision halves the file and is measured against its own tolerance', () =>
  inFolder(async (parent) => {
    for (const target of ['onnx', 'tfjs', 'savedmodel', 'safetensors'] as const) {
      const [single, half] = [join(parent, `${target}32`), join(parent, `${target}16`)];
      const first = await exportGenerator(exportRequest(single, { target }), tf);
      const second = await exportGenerator(exportRequest(half, { target, precision: 'float16' }), tf);
      const bytes = (report: typeof first): number => report.files.reduce((sum, file) => sum + file.bytes, 0);
      assert.ok(bytes(second) < bytes(first));
      assert.deepEqual(second.verification.limit, { measure: 'maximumError', atMost: 2 / 255 });
      assert.ok(second.verification.maximumError > first.verification.maximumError);
    }
  }));

test('a model that differs too much is not kept, and the first layer that differs is named', () =>
  inFolder(async (parent) => {
    // Badly conditioned by nature: half precision ruins it.
    const generator = referenceGenerators().find(({ name }) => name === 'gen_unet_deepest_256_ngf2')!;
    const checkInputs = { inputs: 'noise', pictures: [generator.input] } as const;
    const folder = join(parent, 'export');
    const attempt = { ...exportRequest(folder, { precision: 'float16' }), ...generator, checkInputs };
    await assert.rejects(exportGenerator(attempt, tf), (error: Error) => {
      assert.equal(error.name, 'ExportError');
      assert.match(
        error.message,
        /differs from the engine by .*must not be used\. The first layer that differs is "model\..*float32/,
      );
      return true;
    });
    assert.deepEqual(readdirSync(parent), []);
  }));

test('int8 is measured by likeness, with a limit that can be moved', () =>
  inFolder(async (parent) => {
    const strict = exportRequest(join(parent, 'strict'), { precision: 'int8-static', minimumSsim: 0.99999 });
    await assert.rejects(exportGenerator(strict, tf), /is not like the engine: SSIM 0\.9\d+ \(at least 0\.99999\).*move the limit/); // prettier-ignore
    assert.deepEqual(readdirSync(parent), []);

    const folder = join(parent, 'relaxed');
    const report = await exportGenerator(exportRequest(folder, { precision: 'int8-static', minimumSsim: 0.5 }), tf);
    assert.deepEqual(report.verification.limit, { measure: 'ssim', atLeast: 0.5 });
    const { ssim } = report.verification;
    assert.ok(ssim !== null && ssim > 0.5 && ssim < 0.99999);
    // Eighteen convolutions in nine blocks, two that halve; first, last and two transposed ones stay float32.
    assert.deepEqual(report.calibration, { pictures: 2, integerLayers: 20, floatLayers: 4 });
    assert.match(
      readFileSync(join(folder, 'README.md'), 'utf8'),
      /20 convolutions computed in int8 \(QDQ; ranges from 2/,
    );
  }));

test('an export tells what it does, and can be stopped', () =>
  inFolder(async (parent) => {
    const told: string[] = [];
    await exportGenerator(exportRequest(join(parent, 'whole'), {}), tf, {
      onProgress: (progress) => told.push(progress.kind === 'verifying' ? `${progress.done}/${progress.total}` : progress.kind), // prettier-ignore
    });
    assert.deepEqual(told, ['writing', 'written', '1/2', '2/2', 'verified', 'measuring', 'measured']);

    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const stopped = exportGenerator(exportRequest(join(parent, 'stopped'), {}), tf, { onProgress, signal: stop.signal }); // prettier-ignore
    await assert.rejects(stopped, { name: 'AbortError' });
    assert.deepEqual(readdirSync(parent), ['whole']);
  }));

test('a format has only the precisions that make sense for it', () =>
  inFolder(async (parent) => {
    const attempt = exportRequest(join(parent, 'export'), { target: 'tfjs', precision: 'int8-static' });
    await assert.rejects(exportGenerator(attempt, tf), /tfjs has no int8-static: choose float32, float16, int8\./);
  }));

test('an older export is replaced, a folder with other files is not touched', () =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    await assert.rejects(exportGenerator(exportRequest(folder, {}), tf), /holds other files\. Choose an empty folder/);
    assert.deepEqual(readdirSync(folder), ['thesis.txt']);

    const own = join(folder, 'export');
    await exportGenerator(exportRequest(own, { target: 'tfjs' }), tf);
    await exportGenerator(exportRequest(own, { target: 'onnx' }), tf);
    assert.ok(!existsSync(join(own, 'model.json')));
    assert.ok(existsSync(join(own, 'model.onnx')));
  }));

test('a file that was changed after the export is noticed', () =>
  inFolder(async (parent) => {
    const folder = join(parent, 'export');
    const report = await exportGenerator(exportRequest(folder, {}), tf);
    writeFileSync(join(folder, 'model.onnx'), 'something else');
    await assert.rejects(requireIntact(folder, report), /its checksum differs/);
  }));

test('weights for PyTorch take no convention of their own', () =>
  inFolder(async (parent) => {
    const convention = { range: '0..255', layout: 'NCHW' } as const;
    const attempt = exportRequest(join(parent, 'export'), { target: 'safetensors', convention });
    await assert.rejects(exportGenerator(attempt, tf), /safetensors holds weights only/);
  }));

test("the model card's JavaScript runs", () =>
  inFolder(async (parent) => {
    symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(parent, 'node_modules'), 'dir');
    for (const [target, expected] of [
      ['onnx', '[ 1, 3, 64, 64 ]'],
      ['safetensors', 'model.1.weight'],
    ] as const) {
      // prettier-ignore
      const folder = join(parent, target);
      await exportGenerator(exportRequest(folder, { target }), tf);
      const code = /```js\n(.*?)```/s.exec(readFileSync(join(folder, 'README.md'), 'utf8'))![1]!;
      writeFileSync(join(folder, 'load.mjs'), code);
      const { stdout, stderr } = spawnSync(process.execPath, ['load.mjs'], { cwd: folder, encoding: 'utf8' });
      assert.ok(stdout.includes(expected), stdout + stderr);
    }
  }));
