/**
 * Memory does not grow with the number of pictures: 50,000 pairs are read from files, checked, loaded one by one and
 * measured as sets of 2,048 features (as many as Inception's) with FID's and KID's statistics. The features are the pixels
 * themselves: a network would take hours and holds no more memory for the last picture than for the first.
 */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { loadSamples } from '../../core/data/loadSamples.ts';
import { mapLimited } from '../../core/data/mapLimited.ts';
import { openSource } from '../../core/data/openSource.ts';
import type { PairSample } from '../../core/data/pairSource.ts';
import { samplesOf, validateDataset } from '../../core/data/validateDataset.ts';
import type { FeatureExtractor } from '../../core/metrics/sets/extractor.ts';
import { frechetDistance } from '../../core/metrics/sets/frechet.ts';
import { SetEvaluator } from '../../core/metrics/sets/setEvaluator.ts';
import { float64Algebra } from '../../core/ops/native/float64.ts';
import type { Metric } from '../../core/pipeline/index.ts';
import type { EvaluatedRole } from '../../core/protocol/scalars.ts';
import { evaluate } from '../../core/trainer/evaluation.ts';
import type { GeneratedPair } from '../../core/trainer/generateAll.ts';
import { inFolder } from '../fixtures/folder.ts';
import { tf } from '../fixtures/tensorflow.ts';

const PICTURES = 50_000;
const SIDE = 32;
const FEATURES = 2_048;
/** By then every buffer has its full size: a sample of 10,000 pictures' features is kept for KID. */
const WARM = 15_000;
/** Megabytes that the process may grow by after that; the features of 35,000 pictures of three sets would take 860. */
const GROWTH_MB = 250;

const pixelFeatures: FeatureExtractor = {
  id: 'pixels',
  dimension: FEATURES,
  extract: (pictures) =>
    Float32Array.from({ length: pictures.length * FEATURES }, (_, at) => {
      return pictures[Math.floor(at / FEATURES)]!.data[at % FEATURES]!;
    }),
  dispose: () => undefined,
};

const LENGTH = 2 * SIDE * SIDE * 3;
const LEVELS = Uint8Array.from({ length: LENGTH + PICTURES }, (_, at) => 255 * Math.abs(Math.sin(at * 12.9898)));

/** Input and target side by side, every picture another one. */
async function writePair(file: string, index: number): Promise<void> {
  const data = LEVELS.slice(index, index + LENGTH);
  const image = sharp(data, { raw: { width: 2 * SIDE, height: SIDE, channels: 3 } });
  await writeFile(file, await image.png({ compressionLevel: 1 }).toBuffer());
}

function megabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}

test('50,000 pictures take no more memory than 15,000', (context) =>
  inFolder(async (folder) => {
    for (const split of ['train', 'test']) await mkdir(join(folder, split));
    await writePair(join(folder, 'train', 'one.png'), PICTURES);
    const indices = Array.from({ length: PICTURES }, (_, index) => index);
    await mapLimited(indices, 4, (index) => writePair(join(folder, 'test', `${index}.png`), index));
    context.diagnostic(`before: ${megabytes().toFixed(0)} MB`);
    const settings = { kind: 'sideBySide', folder, direction: 'AtoB', validationFraction: 0.05 } as const;
    const { samples, report } = await validateDataset(openSource(settings), { cropSize: SIDE });
    const measured = samplesOf(samples, 'validation');
    assert.equal(measured.length, PICTURES);
    assert.deepEqual(report.excludedIds, []);
    context.diagnostic(`checked: ${megabytes().toFixed(0)} MB`);

    const measure = { metric: 'fid', extractor: pixelFeatures, distance: frechetDistance } as const;
    const forward = new SetEvaluator<EvaluatedRole, Metric>(float64Algebra(tf), [measure]);
    const seen: number[] = [];
    const pairs = generated(measured, (done) => {
      if (done % 5_000 !== 0) return;
      seen.push(megabytes());
      context.diagnostic(`${done} pictures: ${seen.at(-1)!.toFixed(0)} MB`);
    });
    const results = await evaluate(pairs, ['fid'], { belongTogether: true, sets: { forward } });
    assert.deepEqual(results.map(({ role, samples: count }) => [role, count]).sort(), [['input', PICTURES], ['student', PICTURES]]); // prettier-ignore
    const later = seen.slice(WARM / 5_000 - 1);
    const peak = process.resourceUsage().maxRSS / 1024;
    context.diagnostic(
      `grown by ${(Math.max(...later) - later[0]!).toFixed(0)} MB after ${WARM}; peak ${peak.toFixed(0)} MB`,
    );
    assert.ok(Math.max(...later) - later[0]! < GROWTH_MB, seen.map((value) => value.toFixed(0)).join(', '));
  }));

async function* generated(
  samples: readonly PairSample[],
  onDone: (done: number) => void,
): AsyncGenerator<GeneratedPair> {
  const options = { cropSize: SIDE, inputChannels: 3, outputChannels: 3 } as const;
  for (const [index, sample] of samples.entries()) {
    const pair = await loadSamples([sample], options);
    yield { pair, images: { student: { values: pair.b, shape: pair.shapeB } } };
    onDone(index + 1);
  }
}
