import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { countBySplit } from '../../core/data/datasetReport.ts';
import { startLoader } from '../../core/data/loader.ts';
import { openSource } from '../../core/data/openSource.ts';
import { withSide, zipSides } from '../../core/data/pairSource.ts';
import { validateDataset } from '../../core/data/validateDataset.ts';
import { inFolder } from '../fixtures/folder.ts';

/** `count` pictures of one grey level each, which tells them apart. */
async function pictures(folder: string, count: number, firstLevel: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const level = firstLevel + index;
    const background = { r: level, g: level, b: level };
    const picture = sharp({ create: { width: 16, height: 16, channels: 3, background } });
    await picture.png().toFile(join(folder, `${index}.png`));
  }
}

const settings = (folder: string, direction: 'AtoB' | 'BtoA' = 'AtoB') =>
  ({ kind: 'unpairedFolder', folder, direction, validationFraction: 0.05 }) as const;

async function horses(folder: string): Promise<void> {
  await pictures(join(folder, 'trainA'), 5, 0);
  await pictures(join(folder, 'trainB'), 8, 100);
  await pictures(join(folder, 'testA'), 2, 50);
  await pictures(join(folder, 'testB'), 3, 150);
}

test('the folders of a CycleGAN dataset hold pictures of two kinds, with no partners', async () => {
  await inFolder(async (folder) => {
    await horses(folder);
    const { report, samples } = await validateDataset(openSource(settings(folder)), { cropSize: 16 });
    assert.deepEqual(countBySplit(samples), { train: 8, validation: 3, test: 0 });
    assert.deepEqual(report.problems.map(({ code }) => code), ['test-used-for-validation']); // prettier-ignore
    assert.equal(withSide(samples, 'input').length, 7);
    const reversed = await openSource(settings(folder, 'BtoA')).list();
    assert.equal(withSide(reversed.samples, 'input').length, 11);
    assert.equal(zipSides(samples.filter(({ split }) => split === 'validation')).length, 2);
  });
});

test('an unpaired epoch is as long as the larger side, shuffles both by themselves and repeats exactly', async () => {
  await inFolder(async (folder) => {
    await horses(folder);
    const { samples } = await openSource(settings(folder)).list();
    const training = samples.filter(({ split }) => split === 'train');
    const levels = async (startAt: { epoch: number; batch: number }, count: number): Promise<[number, number][]> => {
      const loader = startLoader({
        samples: withSide(training, 'input'),
        targets: withSide(training, 'target'),
        loadSize: 16,
        cropSize: 16,
        flip: false,
        inputChannels: 3,
        outputChannels: 3,
        batchSize: 1,
        seed: 3,
        startAt,
      });
      assert.equal(loader.batchesPerEpoch, 8);
      const found: [number, number][] = [];
      for (let index = 0; index < count; index++) {
        const { a, b } = await loader.next();
        found.push([Math.round((a[0]! + 1) * 127.5), Math.round((b[0]! + 1) * 127.5)]);
      }
      await loader.close();
      return found;
    };
    const two = await levels({ epoch: 0, batch: 0 }, 16);
    assert.deepEqual(new Set(two.slice(0, 8).map(([input]) => input)), new Set([0, 1, 2, 3, 4]));
    assert.ok(two.every(([, target]) => target >= 100 && target < 108));
    assert.notDeepEqual(two.slice(0, 8), two.slice(8));
    assert.ok(new Set(two.map(([input, target]) => target - input)).size > 4);
    assert.deepEqual(await levels({ epoch: 1, batch: 2 }, 6), two.slice(10));
  });
});

test('the emoji in two styles are pairs with a fixed split and the licences of both', async () => {
  const source = openSource({ kind: 'emojiStyles', direction: 'AtoB' });
  const { samples, notices } = await source.list();
  assert.deepEqual([countBySplit(samples), notices], [{ train: 1511, validation: 67, test: 0 }, []]);
  assert.match(source.license!.attribution, /OpenMoji.*CC BY-SA 4\.0.*Noto Emoji.*Apache License 2\.0/);
  const families = new Map(samples.map(({ family, split }) => [family, split]));
  assert.ok(samples.every(({ family, split }) => families.get(family) === split));
});
