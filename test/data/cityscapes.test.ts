import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { lookAtCityscapes, prepareCityscapes } from '../../core/data/cityscapes/prepareCityscapes.ts';
import { openSource } from '../../core/data/openSource.ts';
import { licenseOf, readInstallRecord } from '../../core/data/install/installRecord.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { zipOf } from '../fixtures/zipFile.ts';
import { temporaryFolder, writeBelow } from './pictures.ts';

const CITIES = {
  train: ['aachen/aachen_000001', 'bochum/bochum_000000'],
  val: ['frankfurt/frankfurt_000007'],
} as const;

function plain(red: number, green: number, blue: number): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 32, channels: 3, background: { r: red, g: green, b: blue } } }).png().toBuffer(); // prettier-ignore
}

/** The files of a tiny Cityscapes, labels and photographs apart; levels tell the pictures apart. */
async function tinyCityscapes(): Promise<{ labels: Record<string, Buffer>; photos: Record<string, Buffer> }> {
  const labels: Record<string, Buffer> = {};
  const photos: Record<string, Buffer> = {};
  let level = 40;
  for (const [split, names] of Object.entries(CITIES)) {
    for (const name of names) {
      labels[`gtFine/${split}/${name}_000019_gtFine_color.png`] = await plain(0, level, 255);
      labels[`gtFine/${split}/${name}_000019_gtFine_labelIds.png`] = await plain(9, 9, 9);
      photos[`leftImg8bit/${split}/${name}_000019_leftImg8bit.png`] = await plain(255, level, 0);
      level += 60;
    }
  }
  return { labels, photos };
}

async function checkPrepared(output: string): Promise<void> {
  assert.deepEqual((await readdir(output)).sort(), ['omgd-dataset.json', 'table.txt', 'test', 'train']);
  assert.deepEqual((await readdir(path.join(output, 'train'))).sort(), ['0.jpg', '1.jpg']);
  const first = sharp(path.join(output, 'train', '0.jpg'));
  const { width, height, format, chromaSubsampling } = await first.metadata();
  assert.deepEqual([width, height, format, chromaSubsampling], [512, 256, 'jpeg', '4:4:4']);
  const { data } = await first.raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number) => [...data.subarray((128 * 512 + x) * 3, (128 * 512 + x) * 3 + 3)];
  const near = (found: number[], expected: number[]) =>
    found.every((value, at) => Math.abs(value - expected[at]!) <= 2);
  assert.ok(near(pixel(100), [255, 40, 0]), 'the photograph is on the left');
  assert.ok(near(pixel(400), [0, 40, 255]), 'the label map is on the right');
  assert.equal(
    await readFile(path.join(output, 'table.txt'), 'utf8'),
    '0 gtFine/val/frankfurt/frankfurt_000007_000019_gtFine_trainIds.png leftImg8bit/val/frankfurt/frankfurt_000007_000019_leftImg8bit.png\n',
  );
  const settings = datasetSettingsSchema.parse({ kind: 'sideBySide', folder: output, direction: 'BtoA' });
  assert.match(licenseOf((await readInstallRecord(output))!).name, /not to be passed on/);
  const { samples } = await openSource(settings).list();
  assert.deepEqual(samples.map(({ split }) => split), ['validation', 'train', 'train']); // prettier-ignore
}

test('Cityscapes is prepared from its archives and from its folders as the official script does it', async (context) => {
  const folder = await temporaryFolder(context);
  const { labels, photos } = await tinyCityscapes();
  const output = path.join(folder, 'out');
  const archives = {
    labels: await writeBelow(folder, 'gtFine_trainvaltest.zip', zipOf(labels)),
    photos: await writeBelow(folder, 'leftImg8bit_trainvaltest.zip', zipOf(photos)),
  };
  const look = await lookAtCityscapes(archives, 1);
  const unpackedBytes = [...Object.values(labels), ...Object.values(photos)].reduce((sum, { length }) => sum + length, 0); // prettier-ignore
  assert.deepEqual({ ...look, samples: look.samples.length }, { train: 2, test: 1, unpackedBytes, samples: 1 });
  assert.deepEqual([...look.samples[0]!.data.subarray(0, 3)], [255, 40, 0], 'the photograph is on the left');
  assert.deepEqual((await readdir(folder)).sort(), ['gtFine_trainvaltest.zip', 'leftImg8bit_trainvaltest.zip']);
  const phases = new Set<string>();
  const counts = await prepareCityscapes({ ...archives, output }, { onProgress: (phase) => phases.add(phase) });
  assert.deepEqual(counts, { train: 2, test: 1 });
  assert.deepEqual([...phases], ['unpacking', 'preparing']);
  await checkPrepared(output);
  for (const [name, content] of Object.entries({ ...labels, ...photos })) await writeBelow(folder, name, content);
  const folders = { labels: path.join(folder, 'gtFine'), photos: folder };
  await prepareCityscapes({ ...folders, output });
  await checkPrepared(output);
});

test('archives that do not fit are told before anything is unpacked: mixed up, of other sets, tar instead of zip', async (context) => {
  const folder = await temporaryFolder(context);
  const { labels, photos } = await tinyCityscapes();
  const others = Object.entries(photos).slice(1);
  const places = {
    labels: await writeBelow(folder, 'gtFine.tar.gz', await tarGzOf(labels)),
    photos: await writeBelow(folder, 'leftImg8bit.zip', zipOf(photos)),
  };
  assert.equal((await lookAtCityscapes(places, 3)).samples.length, 2);
  const mixedUp = { labels: places.photos, photos: places.labels };
  await assert.rejects(lookAtCityscapes(mixedUp, 0), /leftImg8bit\.zip has no folder "train".*holds "leftImg8bit", the other part/); // prettier-ignore
  await writeBelow(folder, 'leftImg8bit.zip', zipOf(Object.fromEntries(others)));
  const output = path.join(folder, 'out');
  await assert.rejects(
    prepareCityscapes({ ...places, output }),
    /has no partner in the other part.*there are 2 and 1\./,
  );
  await writeBelow(folder, 'leftImg8bit.zip', 'no archive at all');
  await assert.rejects(lookAtCityscapes(places, 0), /neither a zip nor a tar/);
  assert.deepEqual((await readdir(folder)).sort(), ['gtFine.tar.gz', 'leftImg8bit.zip']);
});

test('a picture without partner, and a folder of something else, are named; nothing is left', async (context) => {
  const folder = await temporaryFolder(context);
  const { labels, photos } = await tinyCityscapes();
  for (const [name, content] of Object.entries({ ...labels, ...photos })) await writeBelow(folder, name, content);
  const missing = path.join(folder, 'leftImg8bit/train/aachen/aachen_000001_000019_leftImg8bit.png');
  await rm(missing);
  const places = { labels: folder, photos: folder, output: path.join(folder, 'out') };
  await assert.rejects(prepareCityscapes(places), /aachen_000001_000019_gtFine_color\.png has no partner/);
  await assert.rejects(
    prepareCityscapes({ ...places, labels: path.join(folder, 'gtFine', 'val') }),
    /no folder "train"/,
  );
  assert.deepEqual((await readdir(folder)).sort(), ['gtFine', 'leftImg8bit']);
});
