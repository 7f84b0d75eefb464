import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { describeDataset } from '../../core/data/describeDataset.ts';
import { encodePng } from '../../core/data/encodePng.ts';
import { openSource } from '../../core/data/openSource.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import { spreadSamples } from '../../core/data/spreadSamples.ts';
import { temporaryFolder, writeBelow, writeSideBySide } from './pictures.ts';

test('the built-in dataset is described with licence, counts and thumbnails', async () => {
  const source = openSource({ kind: 'emoji', skinTonesAndFlags: true });
  const description = await describeDataset(source, { thumbnailCount: 4, thumbnailSize: 48 });
  assert.equal(description.license?.name, 'CC BY-SA 4.0');
  assert.deepEqual(description.pairs, { train: 4340, validation: 155, test: 0 });
  assert.equal(description.thumbnails.length, 4);
  const header = await sharp(description.thumbnails[0]!.targetPng).metadata();
  assert.deepEqual([header.format, header.width, header.height], ['png', 48, 48]);
});

test('a broken picture does not keep the others from being shown', async (context) => {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, 'p', 3);
  await writeBelow(folder, 'broken.png', 'x');
  const source = openSource(datasetSettingsSchema.parse({ kind: 'sideBySide', folder }));
  const { thumbnails } = await describeDataset(source, { thumbnailCount: 10, thumbnailSize: 16 });
  assert.equal(thumbnails.length, 3);
  assert.deepEqual([thumbnails[0]?.width, thumbnails[0]?.height], [24, 24]);
});

test('samples that stand for a dataset come from different families first', () => {
  const samples = ['a1', 'a2', 'a3', 'b1', 'c1'].map((id) => ({
    id,
    family: id[0]!,
    split: 'train' as const,
    pictures: { layout: 'separate' as const, inputFile: '', targetFile: '' },
  }));
  const families = spreadSamples(samples, 3).map((sample) => sample.family);
  assert.deepEqual(families.sort(), ['a', 'b', 'c']);
  assert.equal(spreadSamples(samples, 9).length, 5);
  assert.deepEqual(spreadSamples([...samples].reverse(), 3), spreadSamples(samples, 3));
});

test('pixels survive the way through a PNG', async () => {
  const data = Uint8Array.from({ length: 18 }, (_, at) => at * 14);
  const png = await encodePng({ width: 3, height: 2, channels: 3, data });
  assert.deepEqual([...(await sharp(png).raw().toBuffer())], [...data]);
});
