/** Against the lpips package; test/full/lpips.full.ts makes the reference numbers anew, with the package's own heads. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lpips, lpipsWeightSpecs, type LpipsNetwork } from '../../core/metrics/lpips.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import { noise } from '../fixtures/inception/noise.ts';
import { noiseHeads, noisePairs, noiseTrunk } from '../fixtures/lpips/noise.ts';
import { tf } from '../fixtures/tensorflow.ts';

/** Of lpips 0.1.4 with torch 2.13.0, three pairs of pictures, recorded on 25 November 2026. */
const REFERENCE = JSON.parse(
  readFileSync(new URL('../fixtures/lpips/reference.json', import.meta.url), 'utf8'),
) as Record<LpipsNetwork, number[]>;

const OPS = nativeOps(tf);

for (const [kind, pairs] of [
  ['alex', 3],
  ['vgg', 1],
] as const) {
  // prettier-ignore
  test(`LPIPS over ${kind} equals that of the lpips package`, () => {
    const tensors = tf.memory().numTensors;
    const measure = lpips(OPS, kind, { network: noiseTrunk(kind), heads: noiseHeads(kind) });
    const opened = tf.memory().numTensors;
    for (const [index, { first, second, shape }] of noisePairs(pairs).entries()) {
      const expected = REFERENCE[kind][index]!;
      const value = measure.measure(first, second, shape);
      assert.ok(Math.abs(value - expected) < 1e-5 * expected, `${value}, not ${expected}`);
    }
    assert.equal(tf.memory().numTensors, opened);
    measure.dispose();
    assert.equal(tf.memory().numTensors, tensors);
  });
}

test('grey pictures count as colour ones of equal channels; too small ones are refused', () => {
  const measure = lpips(OPS, 'alex', { network: noiseTrunk('alex'), heads: noiseHeads('alex') });
  const [grey, other] = [1, 2].map((stream) => new Float32Array(noise(32 * 32, stream).map((unit) => 2 * unit - 1)));
  assert.equal(measure.measure(grey!, grey!, [1, 32, 32, 1]), 0);
  const colour = (values: Float32Array): Float32Array => new Float32Array([...values].flatMap((value) => [value, value, value])); // prettier-ignore
  assert.equal(measure.measure(grey!, other!, [1, 32, 32, 1]), measure.measure(colour(grey!), colour(other!), [1, 32, 32, 3])); // prettier-ignore
  assert.throws(() => measure.measure(grey!, other!, [1, 16, 64, 1]), /at least 31 × 31, not 64 × 16/);
  measure.dispose();
});

test('the heads have a weight for each channel of the five layers', () => {
  const channels = (kind: LpipsNetwork): number[] => lpipsWeightSpecs(kind).heads.map(({ shape }) => shape[2]!);
  assert.deepEqual(channels('alex'), [64, 192, 384, 256, 256]);
  assert.deepEqual(channels('vgg'), [64, 128, 256, 512, 512]);
});
