import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { labelReader } from '../../core/data/cityscapes/labelMaps.ts';
import { CITYSCAPES_CLASSES, trainIdsOf } from '../../core/data/cityscapes/trainIds.ts';
import { temporaryFolder, writeBelow } from './pictures.ts';

const grey = (values: readonly number[]): Promise<Buffer> =>
  sharp(Uint8Array.from(values), { raw: { width: values.length, height: 1, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();

test('label ids of Cityscapes become its 19 training ids, and 255 where nothing is evaluated', () => {
  assert.equal(CITYSCAPES_CLASSES.length, 19);
  assert.deepEqual([...trainIdsOf(Uint8Array.of(7, 11, 26, 33, 0, 3, 29, 255))], [0, 2, 13, 18, 255, 255, 255, 255]);
});

test('label maps are found by name; values stay what they are', async (context) => {
  const folder = await temporaryFolder(context);
  await writeBelow(folder, '7.png', await grey([0, 18, 255]));
  const red = { width: 2, height: 1, channels: 3, background: 'red' } as const;
  await writeBelow(folder, 'colour.png', await sharp({ create: red }).png().toBuffer());
  const read = labelReader(folder, 'trainIds', undefined);
  assert.deepEqual(await read('test/7.jpg'), { width: 3, height: 1, values: Uint8Array.of(0, 18, 255) });
  await assert.rejects(read('colour'), /colour\.png cannot be used .*no grey PNG/);
  await assert.rejects(read('missing'), /missing\.png cannot be used/);
  assert.deepEqual((await labelReader(folder, 'cityscapesIds', undefined)('7')).values, Uint8Array.of(255, 255, 255));
});

test('of Cityscapes the table tells the label map: training ids, or label ids where those were not made', async (context) => {
  const folder = await temporaryFolder(context);
  const [first, second] = ['gtFine/val/ulm/a', 'gtFine/val/ulm/b'];
  await writeBelow(folder, `${first}_gtFine_trainIds.png`, await grey([5, 255]));
  await writeBelow(folder, `${second}_gtFine_labelIds.png`, await grey([7, 4]));
  const table = `0 ${first}_gtFine_trainIds.png leftImg8bit/x.png\n1 ${second}_gtFine_trainIds.png leftImg8bit/y.png\n`;
  const read = labelReader(folder, 'cityscapesIds', table);
  assert.deepEqual((await read('test/0.jpg')).values, Uint8Array.of(5, 255));
  assert.deepEqual((await read('test/1.jpg')).values, Uint8Array.of(0, 255));
  // The training pictures are numbered from 0 too.
  await assert.rejects(read('train/0.jpg'), /table\.txt has no label map for "train\/0\.jpg"/);
});
