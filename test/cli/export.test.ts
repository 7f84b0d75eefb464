/** A trained generator out of a real run, exported and verified from the command line. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import type { ExportReport } from '../../core/export/report.ts';
import { SafetensorsFile } from '../../core/weights/safetensorsFile.ts';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';
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

  const missing = await run(folder, 'export', 'latest', '--to', 'onnx', '--checkpoint', '7');
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /has no checkpoint of step 7\. Kept are those of step 2\./);
  const exported = await run(folder, 'export', 'latest', '--to', 'onnx', '--checkpoint', '2', '--range', '0..255', '--json'); // prettier-ignore
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

  const asWeights = await run(folder, 'export', 'latest', '--to', 'safetensors', '--out', join(folder, 'weights'));
  assert.equal(asWeights.code, 0, asWeights.stderr);
  const file = await SafetensorsFile.open(join(folder, 'weights', 'model.safetensors'));
  const { bytes } = await file.read('model.15.conv_block.6.conv.2.weight');
  await file.close();
  breakLayer(report.folder, bytes);
  const broken = await run(folder, 'verify', model);
  assert.equal(broken.code, 1);
  assert.match(
    broken.stderr,
    /differs from the engine by .*The first layer that differs is "model\.15\.conv_block\.6\.conv\.2"/,
  );

  appendFileSync(model, 'x');
  const changed = await run(folder, 'verify', report.folder);
  assert.equal(changed.code, 1);
  assert.match(changed.stderr, /its checksum differs/);

  const refused = await run(folder, 'export', 'latest', '--to', 'safetensors', '--layout', 'NHWC', '--out', join(folder, 'x')); // prettier-ignore
  assert.equal(refused.code, 1);
  assert.ok(!existsSync(join(folder, 'x')));
});

test('the card of a network that learned from photographs says how its inputs are made', async (context) => {
  const folder = temporaryFolder(context);
  const photos = join(folder, 'photos');
  mkdirSync(photos);
  for (let at = 0; at < 8; at++) {
    const noise = { type: 'gaussian', mean: 60 + 20 * at, sigma: 40 } as const;
    await sharp({ create: { width: 72, height: 72, channels: 3, background: 'grey', noise } }).png().toFile(join(photos, `${at}.png`)); // prettier-ignore
  }
  const pipeline = join(folder, 'pipeline.json');
  const dataset = { kind: 'photos', folder: photos, task: 'edges', validationFraction: 0.4 };
  writeFileSync(pipeline, JSON.stringify({ ...quickPipeline(2), dataset }));
  const trained = await run(folder, 'run', pipeline);
  assert.equal(trained.code, 0, trained.stderr);
  // That validation pictures were chosen by their names is a note: nothing was left out or changed.
  assert.match(trained.stdout, /note: There is no folder with validation pictures/);
  assert.doesNotMatch(trained.stdout, /left out or changed/);
  // Two steps make a network that magnifies rounding; weights are the same everywhere.
  const exported = await run(folder, 'export', 'latest', '--to', 'safetensors', '--out', join(folder, 'model'));
  assert.equal(exported.code, 0, exported.stderr);
  const card = readFileSync(join(folder, 'model', 'README.md'), 'utf8');
  assert.match(card, /- Made for inputs like those of its training: black lines on white after Canny \(σ 1\.4 pixels, the steepest 20 % of pixels start a line\), at \d+×\d+ pixels\./); // prettier-ignore
});

/** Turns the signs of a layer's weights in an exported file, and makes the report's checksum that of the broken file. */
function breakLayer(folder: string, weights: Uint8Array): void {
  const [model, reportFile] = [join(folder, 'model.onnx'), join(folder, 'report.json')];
  const bytes = readFileSync(model);
  const at = bytes.indexOf(weights);
  assert.ok(at > 0);
  for (let index = at + 3; index < at + weights.length; index += 4) bytes[index]! ^= 0x80;
  writeFileSync(model, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(
    reportFile,
    readFileSync(reportFile, 'utf8').replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${sha256}"`),
  );
}

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

test('an unpaired run exports its student and the best generator of either direction', async (context) => {
  const folder = temporaryFolder(context);
  const pipeline = join(folder, 'pipeline.json');
  const tiny = unpairedDocument('omgd-unpaired', 2, { dataset: { kind: 'emojiStyles', direction: 'BtoA' } });
  const training = { ...tiny.training, blockLength: 1, nDis: 1, execution: 'eager' } as const;
  const evaluation = { ...tiny.evaluation, metrics: ['l1', 'frechet-vgg16-hed'], teacherMetric: 'l1' } as const;
  writeFileSync(pipeline, JSON.stringify({ ...tiny, training, evaluation }));
  const trained = await run(folder, 'run', pipeline, '--json');
  assert.equal(trained.code, 0, trained.stderr);

  const exported = async (role: string): Promise<ExportReport & { readonly card: string }> => {
    const { code, stdout, stderr } = await run(
      folder,
      'export',
      'latest',
      '--to',
      'safetensors',
      '--role',
      role,
      '--json',
    );
    assert.equal(code, 0, stderr);
    const report = JSON.parse(stdout) as ExportReport & { readonly folder: string };
    assert.match(report.folder, new RegExp(`${role}-safetensors-float32$`));
    return { ...report, card: readFileSync(join(report.folder, 'README.md'), 'utf8') };
  };
  const [student, wider, backward] = [await exported('student'), await exported('wider'), await exported('backward')];
  assert.deepEqual([student, wider, backward].map(({ origin }) => origin.direction), ['BtoA', 'BtoA', 'AtoB']); // prettier-ignore
  assert.equal(student.origin.snapshot, undefined);
  assert.match(student.card, /Learned from the best snapshots of a CycleGAN’s generator, without pairs: .*ngf 4/);
  for (const { origin, card } of [wider, backward]) {
    const { step, epoch, chosenBy } = origin.snapshot!;
    assert.ok((step === 1 || step === 3) && epoch === 0 && chosenBy === 'l1');
    assert.deepEqual(origin.metrics.map(({ metric }) => metric), ['frechet-vgg16-hed', 'l1']); // prettier-ignore
    assert.match(
      card,
      new RegExp(`Its weights after step ${step} \\(epoch 1\\), the best so far by L1: what taught the student`),
    );
    assert.match(card, /L1 against the targets: [\d.]+ \(2 held-out pairs\)/);
    assert.match(card, /Fréchet \(VGG16-HED\): [\d.e-]+ \(2 generated pictures, as a set, against 2 real ones\)/);
  }
  assert.match(wider.card, /One of the two generators of a CycleGAN, the one of the run’s direction/);
  assert.match(backward.card, /the one of the way back; trained without pairs/);
  assert.match(backward.card, /from its A to its B\./);

  const none = await run(folder, 'export', 'latest', '--to', 'onnx', '--role', 'deeper');
  assert.equal(none.code, 1);
  assert.match(none.stderr, /has no deeper generator\. It has: wider, student, backward\./);
});
