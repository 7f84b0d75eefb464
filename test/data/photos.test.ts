import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import type { LoadedBatch } from '../../core/data/batch.ts';
import { decodePair } from '../../core/data/decodePair.ts';
import { openSource } from '../../core/data/openSource.ts';
import { loadSamples } from '../../core/data/loadSamples.ts';
import { startLoader } from '../../core/data/loader.ts';
import { samplesOf, validateDataset } from '../../core/data/validateDataset.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import { pattern, temporaryFolder, writeBelow } from './pictures.ts';

const CHANNELS = { inputChannels: 3, outputChannels: 3 } as const;

/** A photograph of sorts: a red disc on a shaded background. */
function disc(width: number, height: number, radius: number): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#cde"/><circle cx="${width / 2}" cy="${height / 2}" r="${radius}" fill="#b22"/></svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 95 }).toBuffer();
}

async function photoFolder(context: Parameters<typeof temporaryFolder>[0], count = 6): Promise<string> {
  const folder = await temporaryFolder(context);
  for (let at = 0; at < count; at++) await writeBelow(folder, `${at}.jpg`, await disc(160, 120, 20 + 5 * at));
  return folder;
}

test('every task makes its input from the photograph, and the photograph is the target', async (context) => {
  const folder = await photoFolder(context, 1);
  const inputs = new Map<string, Float32Array>();
  for (const task of ['edges', 'colour', 'sharpen', 'enlarge'] as const) {
    const source = openSource(datasetSettingsSchema.parse({ kind: 'photos', folder, task, validationFraction: 0.5 }));
    const { samples } = await source.list();
    assert.equal(samples.length, 1);
    const batch = await loadSamples(samples, { cropSize: 64, ...CHANNELS });
    assert.deepEqual([batch.shapeA, batch.shapeB], [[1, 64, 64, 3], [1, 64, 64, 3]]); // prettier-ignore
    inputs.set(task, batch.a);
    const [red, green] = [batch.b[(32 * 64 + 32) * 3]!, batch.b[(32 * 64 + 32) * 3 + 1]!];
    assert.ok(red > 0.2 && green < -0.5, 'the target’s centre is red');
  }
  const edges = inputs.get('edges')!;
  assert.deepEqual([...new Set(edges)].sort(), [-1, 1], 'black on white');
  const black = edges.filter((value) => value === -1).length / 3;
  assert.ok(black > 30 && black < 200, `an outline, not an area: ${black} pixels`);
  const grey = inputs.get('colour')!;
  assert.ok(grey.every((value, at) => value === grey[at - (at % 3)]), 'three equal channels'); // prettier-ignore
  const detail = (picture: Float32Array): number =>
    picture.reduce((sum, value, at) => sum + Math.abs(value - (picture[at - 3] ?? value)), 0);
  const photo = (await loadSamples((await openSource(datasetSettingsSchema.parse({ kind: 'photos', folder })).list()).samples, { cropSize: 64, ...CHANNELS })).b; // prettier-ignore
  for (const task of ['sharpen', 'enlarge']) assert.ok(detail(inputs.get(task)!) < detail(photo), task);
});

test('loader, previews and a second run see the same inputs; grey networks get one channel', async (context) => {
  const folder = await photoFolder(context);
  const { samples } = await openSource(datasetSettingsSchema.parse({ kind: 'photos', folder })).list();
  const options = { samples, batchSize: 6, seed: 1, loadSize: 32, cropSize: 32, flip: false };
  const channels = { inputChannels: 1, outputChannels: 3 } as const;
  const batches: LoadedBatch[] = [];
  for (let run = 0; run < 2; run++) {
    const loader = startLoader({ ...options, ...channels });
    batches.push(await loader.next());
    await loader.close();
  }
  assert.deepEqual(batches[0]?.shapeA, [6, 32, 32, 1]);
  assert.deepEqual(batches[0]?.a, batches[1]?.a);
  const again = await loadSamples(samples, { cropSize: 32, ...channels });
  const order = batches[0]!.ids.map((id) => samples.findIndex((sample) => sample.id === id));
  order.forEach((index, at) => {
    assert.deepEqual(batches[0]!.a.slice(at * 1024, (at + 1) * 1024), again.a.slice(index * 1024, (index + 1) * 1024));
  });
});

test('a look at a pair keeps the photograph’s proportions', async (context) => {
  const folder = await photoFolder(context, 1);
  const { samples } = await openSource(datasetSettingsSchema.parse({ kind: 'photos', folder })).list();
  const { input, target } = await decodePair(samples[0]!.pictures, 80);
  assert.deepEqual([input.width, input.height, target.width, target.height], [80, 60, 80, 60]);
});

test('photographs are checked, split by folder where there are splits, and by name where there are none', async (context) => {
  const folder = await temporaryFolder(context);
  for (const name of ['train/a.jpg', 'train/b.jpg', 'val/c.jpg'])
    await writeBelow(folder, name, await disc(90, 90, 30));
  await writeBelow(folder, 'train/broken.jpg', 'not a picture');
  await writeBelow(folder, 'train/small.png', await pattern(20, 20).png().toBuffer());
  const source = openSource(datasetSettingsSchema.parse({ kind: 'photos', folder }));
  const { report, samples } = await validateDataset(source, { cropSize: 64 });
  assert.deepEqual(report.usablePairs, { train: 3, validation: 1, test: 0 });
  assert.deepEqual(samplesOf(samples, 'validation').map(({ id }) => id), ['validation/c.jpg']); // prettier-ignore
  const codes = report.problems.map(({ code }) => code);
  assert.ok(codes.includes('broken') && codes.includes('enlarged'), codes.join());
});
