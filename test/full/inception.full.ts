/**
 * FID and KID against pytorch-fid and clean-fid themselves, with an Inception of random weights: features, FID and KID of
 * two sets in both resizes, within 1e-4 of each other. Needs Python with pip and network or a folder of wheels.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { foldBatchNorm } from '../../core/networks/inferenceNetwork.ts';
import { FeatureSet, type SetSummary } from '../../core/metrics/sets/featureSet.ts';
import { frechetDistance } from '../../core/metrics/sets/frechet.ts';
import { inceptionExtractors, type InceptionResize } from '../../core/metrics/sets/inceptionExtractor.ts';
import { kernelDistance } from '../../core/metrics/sets/kernelDistance.ts';
import { inceptionV3 } from '../../core/networks/inceptionV3.ts';
import { float64Algebra } from '../../core/ops/native/float64.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import { noisePictures, noiseWeights } from '../fixtures/inception/noise.ts';
import { farthest, tf } from '../fixtures/tensorflow.ts';
import { FID_PACKAGES } from '../../scripts/scratchPython.ts';
import { pythonForTest } from './pythonForTest.ts';

interface Reference {
  readonly features: number[][];
  readonly fid: number;
  readonly kid: number;
}

const SCRIPT = join(import.meta.dirname, 'inceptionReference.py');
const COUNTS = [8, 6] as const;
/** Shared by the sets, so that KID has no choice of pictures. */
const SMALLER = 6;

/** What the script says; undefined, with the reason told, where PyTorch cannot be had. */
function reference(context: TestContext): Record<InceptionResize, Reference> | undefined {
  const python = pythonForTest(context, FID_PACKAGES);
  if (!python) return undefined;
  execFileSync(python.program, [SCRIPT, python.folder, '--fid'], { stdio: ['ignore', 'ignore', 'pipe'] });
  return JSON.parse(readFileSync(join(python.folder, 'reference.json'), 'utf8')) as Record<InceptionResize, Reference>;
}

test('features, FID and KID equal those of pytorch-fid and clean-fid', (context) => {
  const expected = reference(context);
  if (!expected) return;
  const network = inceptionV3();
  const algebra = float64Algebra(tf);
  const extractors = inceptionExtractors(nativeOps(tf), foldBatchNorm(network, noiseWeights(network)));
  for (const resize of ['fid', 'clean'] as const) {
    const [first, second] = COUNTS.map((count, index): SetSummary => {
      const set = new FeatureSet(algebra, extractors[resize].dimension);
      set.add(extractors[resize].extract(noisePictures(count, index + 1)));
      return set.summary();
    });
    const { features, fid, kid } = expected[resize];
    const largest = Math.max(...features[0]!);
    const relative = (value: number, wanted: number): number => Math.abs(value - wanted) / Math.abs(wanted);
    assert.ok(farthest(first!.sample[0]!, features[0]!) < 1e-4 * largest);
    assert.ok(relative(frechetDistance(algebra, first!, second!), fid) < 1e-4);
    const rows = [first!, second!].map(({ sample }) => sample.slice(0, SMALLER));
    assert.ok(relative(kernelDistance(algebra, rows[0]!, rows[1]!, 1), kid) < 1e-4);
  }
  extractors.fid.dispose();
});
