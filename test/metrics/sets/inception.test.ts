/** Against pytorch-fid and clean-fid; test/full/inception.full.ts makes the reference numbers anew and compares more. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { foldBatchNorm } from '../../../core/networks/inferenceNetwork.ts';
import { inceptionExtractors, type InceptionResize } from '../../../core/metrics/sets/inceptionExtractor.ts';
import { costOf } from '../../../core/networks/cost.ts';
import { inceptionV3 } from '../../../core/networks/inceptionV3.ts';
import { nativeOps } from '../../../core/ops/native/index.ts';
import { noisePictures, noiseWeights } from '../../fixtures/inception/noise.ts';
import { farthest, tf } from '../../fixtures/tensorflow.ts';

/** Every 16th feature of the first picture of set 1, recorded with torch 2.13.0 on 25 November 2026. */
const REFERENCE = JSON.parse(
  readFileSync(new URL('../../fixtures/inception/reference.json', import.meta.url), 'utf8'),
) as Record<InceptionResize, { features: number[] }>;

test('Inception has as many parameters as torchvision’s without classifier', () => {
  assert.equal(costOf(inceptionV3(), { height: 299, width: 299 }).parameters, 21_785_568);
});

test('Inception’s features equal those of pytorch-fid and clean-fid', () => {
  const network = inceptionV3();
  const extractors = inceptionExtractors(nativeOps(tf), foldBatchNorm(network, noiseWeights(network)));
  const tensors = tf.memory().numTensors;
  const [picture] = noisePictures(8, 1);
  for (const resize of ['fid', 'clean'] as const) {
    const features = extractors[resize].extract([picture!]);
    const expected = REFERENCE[resize].features;
    const largest = Math.max(...expected);
    const error = farthest(features.filter((_, at) => at % 16 === 0), expected); // prettier-ignore
    assert.ok(error < 1e-4 * largest, `${resize}: ${error} of ${largest}`);
  }
  assert.equal(tf.memory().numTensors, tensors);
  extractors.fid.dispose();
});
