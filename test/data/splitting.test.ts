import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { countBySplit } from '../../core/data/datasetReport.ts';
import { openSource } from '../../core/data/openSource.ts';
import { datasetSettingsSchema } from '../../core/data/settings.ts';
import type { PairSample, Split } from '../../core/data/pairSource.ts';
import { assignSplits } from '../../core/data/splitting/assignSplits.ts';
import { makeSplit, planSplit, writeSplit } from '../../core/data/splitting/makeSplit.ts';
import { findNearDuplicates } from '../../core/data/splitting/nearDuplicates.ts';
import { temporaryFolder, writeBelow, writeSideBySide } from './pictures.ts';

/** A picture of large soft shapes, as photographs have them; another one for every `seed`. */
function scene(seed: number, size = 96): Sharp {
  const shapes = Array.from({ length: 6 }, (_, at) => {
    const number = (Math.imul(seed * 31 + at * 7 + 1, 2654435761) >>> 0) / 2 ** 32;
    const other = (Math.imul(seed * 17 + at * 13 + 5, 2246822519) >>> 0) / 2 ** 32;
    return `<circle cx="${number * 100}%" cy="${other * 100}%" r="${15 + number * 20}%" fill="hsl(${Math.round(other * 360)} 70% ${Math.round(20 + number * 60)}%)"/>`;
  });
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="100%" height="100%" fill="#888"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(drawing));
}

const SHARES = { validation: 0.2, test: 0.2 };

test('copies saved again, resized and brightened are near-duplicates; other pictures are not', async (context) => {
  const folder = await temporaryFolder(context);
  const files = [
    await writeBelow(folder, 'original.png', await scene(1).png().toBuffer()),
    await writeBelow(folder, 'saved.jpg', await scene(1).jpeg({ quality: 40 }).toBuffer()),
    await writeBelow(folder, 'small.png', await scene(1).resize(48, 48).png().toBuffer()),
    await writeBelow(folder, 'brighter.png', await scene(1).modulate({ brightness: 1.1 }).png().toBuffer()),
    ...(await Promise.all([2, 3, 4, 5, 6].map(async (seed) => writeBelow(folder, `${seed}.png`, await scene(seed).png().toBuffer())))), // prettier-ignore
    await writeBelow(folder, 'broken.png', 'no picture'),
    await writeBelow(folder, 'white.png', await sharp({ create: { width: 9, height: 9, channels: 3, background: 'white' } }).png().toBuffer()), // prettier-ignore
    await writeBelow(folder, 'grey.png', await sharp({ create: { width: 9, height: 9, channels: 3, background: 'grey' } }).png().toBuffer()), // prettier-ignore
  ];
  assert.deepEqual(await findNearDuplicates(files), [[0, 1, 2, 3]]);
});

test('a folder is divided by shares, near-duplicates together, and every reading of it agrees', async (context) => {
  const folder = await temporaryFolder(context);
  for (let seed = 0; seed < 40; seed++) {
    await writeBelow(folder, `${seed}.png`, await scene(seed).png().toBuffer());
    await writeBelow(folder, `copies/${seed}.jpg`, await scene(seed).jpeg().toBuffer());
  }
  const settings = datasetSettingsSchema.parse({ kind: 'photos', folder });
  const made = await makeSplit(settings, SHARES);
  assert.equal(made.families.length, 40);
  assert.ok(made.pairs.train > 30 && made.pairs.validation > 2 && made.pairs.test > 2, JSON.stringify(made.pairs));
  const { samples, notices } = await openSource(settings).list();
  const splitOf = new Map(samples.map(({ id, split }) => [id, split]));
  const familyOf = new Map(samples.map(({ id, family }) => [id, family]));
  for (let seed = 0; seed < 40; seed++) {
    assert.equal(splitOf.get(`${seed}.png`), splitOf.get(`copies/${seed}.jpg`));
    assert.equal(familyOf.get(`${seed}.png`), familyOf.get(`copies/${seed}.jpg`));
  }
  assert.deepEqual(notices.map(({ code }) => code), ['split-file-used']); // prettier-ignore
  const written = await readFile(made.file, 'utf8');
  await makeSplit(settings, SHARES);
  assert.equal(await readFile(made.file, 'utf8'), written, 'the same every time');
  await writeBelow(folder, 'later.png', await scene(99).png().toBuffer());
  assert.equal((await openSource(settings).list()).samples.length, 81);
});

test('pairs in two folders are divided as pairs', async (context) => {
  const folder = await temporaryFolder(context);
  for (let seed = 0; seed < 12; seed++) {
    for (const side of ['A', 'B']) await writeBelow(folder, `${side}/${seed}.png`, await scene(seed).png().toBuffer());
  }
  const settings = datasetSettingsSchema.parse({ kind: 'matchedFolder', folder });
  const { pairs, file } = await makeSplit(settings, { validation: 0.3, test: 0.3 });
  assert.equal(pairs.train + pairs.validation + pairs.test, 12);
  assert.equal(file, path.join(folder, 'omgd-split.json'));
});

test('a folder with splits of its own, senseless shares and a damaged split file are refused with the reason', async (context) => {
  const folder = await temporaryFolder(context);
  for (const name of ['train/1.png', 'val/2.png']) await writeBelow(folder, name, await scene(1).png().toBuffer());
  await assert.rejects(makeSplit(datasetSettingsSchema.parse({ kind: 'photos', folder }), SHARES), /divided already/);
  const flat = path.join(folder, 'train');
  const settings = datasetSettingsSchema.parse({ kind: 'photos', folder: flat });
  await assert.rejects(makeSplit(settings, { validation: 0.5, test: 0.5 }), /leave something to train on/);
  await writeFile(path.join(flat, 'omgd-split.json'), '{"version":1');
  await assert.rejects(openSource(settings).list(), { code: 'layout-unknown', message: /omgd-split\.json cannot be/ });
  await assert.rejects(makeSplit(datasetSettingsSchema.parse({ kind: 'emoji' }), SHARES), /split of its own/);
});

test('a plan writes nothing and can be stopped; what is written is what was planned', async (context) => {
  const folder = await temporaryFolder(context);
  await writeSideBySide(folder, '', 20);
  const settings = datasetSettingsSchema.parse({ kind: 'sideBySide', folder });
  const shares = { validation: 0.2, test: 0.2 };
  await assert.rejects(planSplit(settings, { ...shares, signal: AbortSignal.abort() }), { name: 'AbortError' });
  const planned = await planSplit(settings, shares);
  assert.equal(existsSync(planned.file), false);
  await writeSplit(planned);
  assert.deepEqual(countBySplit((await openSource(settings).list()).samples), planned.pairs);
});

test('shares of a small folder are kept to the picture, and either kind of unpaired pictures gets its own', () => {
  const ids = Array.from({ length: 40 }, (_, at) => `img ${at}`);
  const photo = (id: string): PairSample => ({ id, family: id, split: 'train', pictures: { layout: 'sideBySide', file: id, inputSide: 'left' } }); // prettier-ignore
  const counts = (splits: Record<Split, readonly string[]>) => [splits.train.length, splits.validation.length, splits.test.length]; // prettier-ignore
  const pairs = ids.map(photo);
  assert.deepEqual(counts(assignSplits(pairs, [], { validation: 0.2, test: 0.1 })), [28, 8, 4]);
  assert.deepEqual(counts(assignSplits(pairs.slice(0, 4), [], { validation: 0.05, test: 0 })), [3, 1, 0]);
  // A family that is larger than a share is trained on, whole.
  assert.equal(assignSplits(pairs, [ids.slice(0, 20)], { validation: 0.2, test: 0.1 }).train.length, 28);
  const single = (id: string, side: 'input' | 'target'): PairSample => ({ id, family: id, split: 'train', pictures: { layout: 'single', side, file: id } }); // prettier-ignore
  const unpaired = ids.map((id, at) => single(`${at < 10 ? 'A' : 'B'}/${id}`, at < 10 ? 'input' : 'target'));
  const { validation } = assignSplits(unpaired, [], { validation: 0.2, test: 0 });
  assert.deepEqual(['A', 'B'].map((side) => validation.filter((id) => id.startsWith(side)).length), [2, 6]); // prettier-ignore
});
