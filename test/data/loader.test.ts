import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { LoadedBatch } from '../../core/data/batch.ts';
import { toPixels } from '../../core/data/floatImage.ts';
import { startLoader } from '../../core/data/loader.ts';
import type { Loader } from '../../core/data/loader.ts';
import type { LoaderOptions } from '../../core/data/loaderOptions.ts';
import { loadSamples } from '../../core/data/loadSamples.ts';
import { openSource } from '../../core/data/openSource.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import { samplesOf } from '../../core/data/validateDataset.ts';
import { temporaryFolder, writeSideBySide } from './pictures.ts';

/** A dataset of `count` training pairs and loader options for it. */
async function dataset(context: TestContext, count: number): Promise<{ folder: string; options: LoaderOptions }> {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, 'train/p', count);
  await writeSideBySide(folder, 'val/v', 1);
  const { samples } = await openSource(datasetSettingsSchema.parse({ kind: 'sideBySide', folder })).list();
  const options: LoaderOptions = {
    samples: samplesOf(samples, 'train'),
    batchSize: 3,
    loadSize: 20,
    cropSize: 16,
    flip: true,
    inputChannels: 3,
    outputChannels: 3,
    seed: 233,
  };
  return { folder, options };
}

function open(context: TestContext, options: LoaderOptions): Loader {
  const loader = startLoader(options);
  context.after(() => loader.close());
  return loader;
}

async function take(loader: Loader, count: number): Promise<LoadedBatch[]> {
  const batches: LoadedBatch[] = [];
  for (let index = 0; index < count; index++) batches.push(await loader.next());
  return batches;
}

/** A batch without what depends on timing and on the cache. */
function essence({ epoch, index, ids, a, b, shapeA, shapeB }: LoadedBatch) {
  return { epoch, index, ids, a, b, shapeA, shapeB };
}

test('an epoch visits every pair at most once, in an order of its own, and drops the short last batch', async (context) => {
  const { options } = await dataset(context, 10);
  const loader = open(context, options);
  assert.equal(loader.batchesPerEpoch, 3);
  const batches = await take(loader, 6);
  assert.deepEqual(
    batches.map(({ epoch, index }) => [epoch, index]),
    [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ],
  );
  const first = batches.slice(0, 3).flatMap((batch) => batch.ids);
  const second = batches.slice(3).flatMap((batch) => batch.ids);
  assert.equal(new Set(first).size, 9);
  assert.equal(new Set(second).size, 9);
  assert.notDeepEqual(first, second);
});

test('batches are NHWC floats between −1 and 1', async (context) => {
  const { options } = await dataset(context, 4);
  const [batch] = await take(open(context, { ...options, inputChannels: 1 }), 1);
  assert.deepEqual(batch?.shapeA, [3, 16, 16, 1]);
  assert.deepEqual(batch.shapeB, [3, 16, 16, 3]);
  assert.equal(batch.a.length, 3 * 16 * 16);
  assert.equal(batch.b.length, 3 * 16 * 16 * 3);
  assert.ok(batch.b.every((value) => value >= -1 && value <= 1));
});

test('the seed alone decides order, crops and mirroring', async (context) => {
  const { options } = await dataset(context, 7);
  const first = await take(open(context, options), 5);
  const same = await take(open(context, { ...options, prefetchBatches: 1, cacheBytes: 0 }), 5);
  const other = await take(open(context, { ...options, seed: 234 }), 5);
  assert.deepEqual(same.map(essence), first.map(essence));
  assert.notDeepEqual(other.map(essence), first.map(essence));
});

test('a run resumed in the middle of an epoch continues exactly like an uninterrupted one', async (context) => {
  const { options } = await dataset(context, 10);
  const whole = await take(open(context, options), 8);
  const rest = await take(open(context, { ...options, startAt: { epoch: 1, batch: 2 } }), 3);
  assert.deepEqual(rest.map(essence), whole.slice(5).map(essence));
});

test('input and target get the same crop and mirroring, and these vary', async (context) => {
  const { options } = await dataset(context, 6);
  // Both halves hold the same picture if the file is listed as its own partner.
  const samples = options.samples.map((sample) => {
    const file = sample.pictures.layout === 'sideBySide' ? sample.pictures.file : '';
    return { ...sample, pictures: { layout: 'separate' as const, inputFile: file, targetFile: file } };
  });
  const batches = await take(open(context, { ...options, samples }), 8);
  for (const batch of batches) assert.deepEqual(batch.a, batch.b);
  const id = batches[0]!.ids[0]!;
  const views = batches.flatMap((batch) =>
    batch.ids.flatMap((other, at) => (other === id ? [toPixels(batch.a, batch.shapeA, at)] : [])),
  );
  assert.equal(views.length, 4);
  assert.ok(new Set(views.map((view) => view.data.toString())).size > 1);
});

test('the second epoch reads no files', async (context) => {
  const { folder, options } = await dataset(context, 6);
  const loader = open(context, { ...options, prefetchBatches: 1 });
  const first = await take(loader, 2);
  await rm(folder, { recursive: true });
  const later = await take(loader, 4);
  assert.equal(
    first.reduce((sum, batch) => sum + batch.decodedPairs, 0),
    6,
  );
  assert.deepEqual(
    later.map((batch) => batch.decodedPairs),
    [0, 0, 0, 0],
  );
});

test('a cache that is too small keeps what fits and decodes the rest again', async (context) => {
  const { options } = await dataset(context, 6);
  const pairBytes = 2 * 20 * 20 * 3;
  const batches = await take(open(context, { ...options, cacheBytes: 2.5 * pairBytes }), 4);
  assert.equal(batches[2]!.decodedPairs + batches[3]!.decodedPairs, 4);
});

test('a picture that breaks during the run is named to the caller, also on later calls', async (context) => {
  const { folder, options } = await dataset(context, 3);
  const broken = path.join(folder, 'train', 'p1.png');
  await writeFile(broken, 'no longer a picture');
  const loader = open(context, options);
  const expected = { code: 'picture-unreadable', files: [broken], message: /p1\.png cannot be read/ };
  await assert.rejects(loader.next(), expected);
  await assert.rejects(loader.next(), expected);
});

test('closing ends waiting calls and the thread, and may be repeated', async (context) => {
  const { options } = await dataset(context, 3);
  const loader = startLoader(options);
  await loader.next();
  const waiting = Promise.allSettled(Array.from({ length: 50 }, () => loader.next()));
  await loader.close();
  await loader.close();
  const last = (await waiting).at(-1);
  assert.equal(last?.status, 'rejected');
  await assert.rejects(loader.next(), /loader was closed/);
});

test('options that make no sense are refused before a thread starts', async (context) => {
  const { options } = await dataset(context, 3);
  assert.throws(() => startLoader({ ...options, batchSize: 4 }), { code: 'too-few-pairs' });
  assert.throws(() => startLoader({ ...options, loadSize: 15 }), /Load size 15 is smaller than crop size 16/);
  assert.throws(() => startLoader({ ...options, batchSize: 1.5 }), /Batch size is 1\.5, but must be a whole number/);
  assert.throws(() => startLoader({ ...options, startAt: { epoch: 0, batch: 1 } }), /an epoch has 1 batches/);
});

test('chosen samples are loaded whole, in the given order and without augmentation', async (context) => {
  const { options } = await dataset(context, 4);
  const chosen = [options.samples[2]!, options.samples[0]!];
  const size = { cropSize: 24, inputChannels: 3, outputChannels: 3 } as const;
  const batch = await loadSamples(chosen, size);
  assert.deepEqual(
    batch.ids,
    chosen.map((sample) => sample.id),
  );
  assert.deepEqual(batch.shapeA, [2, 24, 24, 3]);
  const [single] = [await loadSamples(chosen.slice(1), size)];
  assert.deepEqual(batch.b.subarray(24 * 24 * 3), single.b);
});
