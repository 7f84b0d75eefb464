import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { decodePair } from '../../core/data/decodePair.ts';
import { loadSamples } from '../../core/data/loadSamples.ts';
import { openSource } from '../../core/data/openSource.ts';
import type { PairSample } from '../../core/data/pairSource.ts';
import { samplesOf, validateDataset } from '../../core/data/validateDataset.ts';

const source = openSource({ kind: 'emoji', skinTonesAndFlags: true });
const { samples } = await source.list();

async function filesWithContent(pairs: readonly PairSample[], side: 'inputFile' | 'targetFile') {
  const byContent = new Map<string, string>();
  for (const { pictures } of pairs) {
    assert.equal(pictures.layout, 'separate');
    const file = pictures.layout === 'separate' ? pictures[side] : '';
    byContent.set(
      createHash('sha1')
        .update(await readFile(file))
        .digest('hex'),
      file,
    );
  }
  return byContent;
}

test('the built-in dataset has 4,495 pairs with a licence to show', () => {
  assert.equal(samples.length, 4495);
  assert.equal(new Set(samples.map((sample) => sample.id)).size, 4495);
  assert.equal(source.license?.name, 'CC BY-SA 4.0');
});

test('the split of the built-in dataset never changes', () => {
  const digest = createHash('sha256');
  for (const sample of samplesOf(samples, 'validation')) digest.update(`${sample.id}\n`);
  assert.equal(samplesOf(samples, 'validation').length, 155);
  assert.equal(digest.digest('hex').slice(0, 16), '6e8cd7045abc64d5');
});

test('no outline and no colour picture is in training and in validation', async () => {
  for (const side of ['inputFile', 'targetFile'] as const) {
    const taught = await filesWithContent(samplesOf(samples, 'train'), side);
    const measured = await filesWithContent(samplesOf(samples, 'validation'), side);
    const shared = [...measured].filter(([content]) => taught.has(content)).map(([, file]) => file);
    assert.deepEqual(shared, []);
  }
});

test('skin tones share the family of their base', () => {
  const families = samples.filter((sample) => sample.id.startsWith('1F44B')).map((sample) => sample.family);
  assert.equal(families.length, 6);
  assert.equal(new Set(families).size, 1);
});

test('without skin tones and flags the splits of the rest stay the same', async () => {
  const { samples: fewer } = await openSource({ kind: 'emoji', skinTonesAndFlags: false }).list();
  const splitOf = new Map(samples.map((sample) => [sample.id, sample.split]));
  assert.ok(fewer.length > 2000 && fewer.length < 2300, `${fewer.length}`);
  assert.ok(fewer.every((sample) => splitOf.get(sample.id) === sample.split));
});

test('outlines are black lines on white and targets are coloured, at the asked size', async () => {
  const face = samples.find((sample) => sample.id === '1F600');
  assert.ok(face);
  const { input, target } = await decodePair(face.pictures, 96);
  for (const picture of [input, target]) {
    assert.deepEqual([picture.width, picture.height, picture.channels], [96, 96, 3]);
    assert.deepEqual([...picture.data.subarray(0, 3)], [255, 255, 255]);
  }
  assert.ok(
    input.data.some((value) => value < 40),
    'the lines are dark',
  );
  const forehead = (22 * 96 + 48) * 3;
  assert.deepEqual([...input.data.subarray(forehead, forehead + 3)], [255, 255, 255]);
  assert.deepEqual([...target.data.subarray(forehead, forehead + 3)], [0xfc, 0xea, 0x2b]);
});

test('every built-in picture can be rendered, so validation does not open them again', async () => {
  for (let start = 0; start < samples.length; start += 100) {
    const part = samples.slice(start, start + 100);
    const batch = await loadSamples(part, { cropSize: 16, inputChannels: 1, outputChannels: 3 });
    assert.equal(batch.ids.length, part.length);
  }
  const { report } = await validateDataset(source, { cropSize: 64 });
  assert.deepEqual(report.usablePairs, { train: 4340, validation: 155, test: 0 });
  assert.deepEqual(report.problems, []);
});
