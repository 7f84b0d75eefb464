/** A trained generator out of a real run, exported and verified from the command line. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { run } from './commandLine.ts';

test('a run is exported, the export is recorded, and it can be verified until it is changed', async (context) => {
  const folder = temporaryFolder(context);
  const none = await run(folder, 'verify', folder);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /holds no report\.json/);

  const pipeline = join(folder, 'pipeline.json');
  writeFileSync(pipeline, JSON.stringify(quickPipeline(2)));
  assert.equal((await run(folder, 'run', pipeline, '--json')).code, 0);

  const exported = await run(folder, 'export', 'latest', '--to', 'onnx', '--range', '0..255', '--json');
  assert.equal(exported.code, 0, exported.stderr);
  const report = JSON.parse(exported.stdout) as { folder: string; verification: { pictures: number; inputs: string } };
  assert.match(report.folder, /student-onnx-float32-0-255$/);
  assert.equal(report.verification.pictures, 16);
  assert.equal(report.verification.inputs, 'held-out');

  const model = join(report.folder, 'model.onnx');
  const shown = await run(folder, 'show', 'latest');
  assert.ok(shown.stdout.includes(`onnx: ${model}`), shown.stdout);

  const verified = await run(folder, 'verify', model);
  assert.equal(verified.code, 0, verified.stderr);
  assert.match(verified.stdout, /is intact\.\nCompared with the engine on 16 held-out pictures, by onnxruntime/);

  const elsewhere = await run(join(folder, 'other-machine'), 'verify', model);
  assert.equal(elsewhere.code, 1);
  assert.match(elsewhere.stderr, /cannot be compared with the engine again/);

  appendFileSync(model, 'x');
  const changed = await run(folder, 'verify', report.folder);
  assert.equal(changed.code, 1);
  assert.match(changed.stderr, /its checksum differs/);

  const refused = await run(folder, 'export', 'latest', '--to', 'safetensors', '--layout', 'NHWC', '--out', join(folder, 'x')); // prettier-ignore
  assert.equal(refused.code, 1);
  assert.ok(!existsSync(join(folder, 'x')));
});

test('a document names exports that are made when the run ends; one that cannot be made is told and fails the command', async (context) => {
  const folder = temporaryFolder(context);
  const pipeline = join(folder, 'pipeline.json');
  const document = { ...quickPipeline(2), export: { targets: ['onnx', 'safetensors'], precisions: ['float16', 'int8'], minimumSsim: 1 } }; // prettier-ignore
  writeFileSync(pipeline, JSON.stringify(document));
  const ended = await run(folder, 'run', pipeline);
  assert.equal(ended.code, 1, 'no int8 file has an SSIM of 1');
  assert.match(ended.stdout, /Exported onnx, float16: .*student-onnx-float16 \(largest error/);
  assert.match(ended.stdout, /Not exported: onnx, int8\. The exported onnx model is not like the engine/);
  assert.match(ended.stdout, /Exported safetensors, float16/);
  assert.match(ended.stdout, /Finished at step 2 of 2/);
  const shown = await run(folder, 'show', 'latest', '--json');
  const { exports } = JSON.parse(shown.stdout) as { exports: { target: string }[] };
  assert.deepEqual(exports.map(({ target }) => target).sort(), ['onnx', 'safetensors']); // prettier-ignore
});
