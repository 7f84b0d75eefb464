import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { formatReport, requireEnoughPairs } from '../../core/data/datasetReport.ts';
import { openSource } from '../../core/data/openSource.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import { validateDataset } from '../../core/data/validateDataset.ts';
import { pattern, temporaryFolder, writeBelow, writeSideBySide } from './pictures.ts';

async function validate(settings: object, cropSize = 16) {
  return await validateDataset(openSource(datasetSettingsSchema.parse(settings)), { cropSize });
}

type Validated = Awaited<ReturnType<typeof validate>>;

/** `code file` of every occurrence. */
function places({ report }: Validated): string[] {
  return report.problems
    .flatMap((group) => group.places.map((place) => `${group.code} ${path.basename(place.file)}`))
    .sort();
}

test('every kind of bad side-by-side picture is named in one report, and errors exclude their pair', async (context) => {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, 'train/good', 3);
  await writeSideBySide(folder, 'val/good-v', 1, 25);
  const jpeg = await pattern(400, 200, 7).jpeg({ quality: 100 }).toBuffer();
  await writeBelow(folder, 'train/empty.png', '');
  await writeBelow(folder, 'train/cut-off.jpg', jpeg.subarray(0, jpeg.length / 2));
  await writeBelow(folder, 'train/text.png', 'not a picture');
  await writeBelow(folder, 'train/one-pixel.png', await pattern(2, 1).png().toBuffer());
  await writeBelow(folder, 'train/small.png', await pattern(20, 10).png().toBuffer());
  await writeBelow(folder, 'train/odd.png', await pattern(49, 24).png().toBuffer());
  await writeBelow(folder, 'train/single.png', await pattern(24, 48).png().toBuffer());
  await symlink(path.join(folder, 'nowhere'), path.join(folder, 'train', 'dangling.png'));
  const validated = await validate({ kind: 'sideBySide', folder });
  assert.deepEqual(places(validated), [
    'broken cut-off.jpg',
    'broken text.png',
    'empty-file empty.png',
    'enlarged single.png',
    'enlarged small.png',
    'not-side-by-side single.png',
    'odd-width odd.png',
    'too-small one-pixel.png',
    'unreadable dangling.png',
  ]);
  const { report, samples } = validated;
  assert.deepEqual(report.excludedIds, [
    'train/cut-off.jpg',
    'train/dangling.png',
    'train/empty.png',
    'train/one-pixel.png',
    'train/text.png',
  ]);
  assert.deepEqual(report.usablePairs, { train: 6, validation: 1, test: 0 });
  assert.equal(samples.length, 7);
  assert.deepEqual(
    report.problems.map((group) => group.severity).sort(),
    report.problems.map((group) => group.severity),
  );
  assert.deepEqual(report.smallest, { width: 20, height: 10 });
});

test('pairs of different size or shape, and unusual kinds of pictures, are used and named', async (context) => {
  const folder = await temporaryFolder(context);
  const write = async (name: string, a: Buffer, b: Buffer) => {
    await writeBelow(folder, `A/${name}.img.png`, a);
    await writeBelow(folder, `B/${name}.img.png`, b);
  };
  const square = await pattern(24, 24, 1).png().toBuffer();
  await write('larger', square, await pattern(48, 48, 2).png().toBuffer());
  await write('wider', square, await pattern(48, 24, 3).png().toBuffer());
  await write('turned', square, await pattern(24, 24, 4).jpeg().withMetadata({ orientation: 3 }).toBuffer());
  await write('grey', square, await pattern(24, 24, 5).toColourspace('b-w').png().toBuffer());
  await write('print', square, await pattern(24, 24, 6).toColourspace('cmyk').jpeg().toBuffer());
  await write('deep', square, await pattern(24, 24, 7).toColourspace('rgb16').png().toBuffer());
  const transparent = { r: 1, g: 2, b: 3, alpha: 0.4 };
  const clear = sharp({ create: { width: 24, height: 24, channels: 4, background: transparent } });
  await write('clear', square, await clear.png().toBuffer());
  const validated = await validate({ kind: 'matchedFolder', folder });
  const named = places(validated).map((place) => place.replace('.img.png', ''));
  assert.deepEqual(named, [
    'cmyk print',
    'grey grey',
    'high-bit-depth deep',
    `no-validation-folder ${path.basename(folder)}`,
    'rotated turned',
    'shape-mismatch wider',
    'size-mismatch larger',
    'transparent clear',
  ]);
  assert.equal(validated.samples.length, 7);
});

test('equal pairs are found, and worse if they straddle training and validation', async (context) => {
  const folder = await temporaryFolder(context);
  const content = await pattern(48, 24, 9).png().toBuffer();
  for (const name of ['train/1.png', 'train/2.png', 'val/3.png']) await writeBelow(folder, name, content);
  assert.deepEqual(places(await validate({ kind: 'sideBySide', folder })), [
    'same-pair-in-both-splits 3.png',
    'same-pair-twice 2.png',
  ]);
});

test('a run with fewer good pairs than a batch is refused with the main reason', async (context) => {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, 'train/good', 3);
  await writeBelow(folder, 'train/bad.png', '');
  await writeSideBySide(folder, 'val/v', 1);
  const { report } = await validate({ kind: 'sideBySide', folder });
  requireEnoughPairs(report, 3);
  assert.throws(() => requireEnoughPairs(report, 4), {
    code: 'too-few-pairs',
    message: /3 usable training pairs, fewer than one batch of 4\. .*has no content \(1 times, e\.g\. .*bad\.png\)/,
  });
});

test('the report reads as text, with a limit on the files listed', async (context) => {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, 'train/odd', 1, 24);
  for (let index = 0; index < 5; index++) {
    await writeBelow(folder, `train/x${index}.png`, await pattern(49, 24, index).png().toBuffer());
  }
  await writeSideBySide(folder, 'val/v', 1, 25);
  const text = formatReport((await validate({ kind: 'sideBySide', folder })).report, 2);
  assert.match(text, /6 training, 1 validation, 0 test pairs; 0 of 7 left out/);
  assert.match(text, /warning: .* is odd \(5\)\. The right half/);
  assert.match(text, /x1\.png: 49 × 24 px\n {4}… and 3 more/);
});

test('progress is told and checking can be cancelled', async (context) => {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, 'train/p', 12);
  const source = openSource(datasetSettingsSchema.parse({ kind: 'sideBySide', folder }));
  const seen: string[] = [];
  await validateDataset(source, { cropSize: 16, onProgress: (done, total) => seen.push(`${done}/${total}`) });
  assert.equal(seen.at(-1), '12/12');
  const controller = new AbortController();
  const cancelled = validateDataset(source, {
    cropSize: 16,
    concurrency: 1,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('cancelled by the user')),
  });
  await assert.rejects(cancelled, /cancelled by the user/);
});
