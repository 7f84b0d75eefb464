import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PairBatch } from '../../core/data/batch.ts';
import { evaluate } from '../../core/trainer/evaluation.ts';
import type { GeneratedPair } from '../../core/trainer/generateAll.ts';
import { openSetEvaluator } from '../../core/trainer/setEvaluator.ts';
import { tf, wave } from '../fixtures/tensorflow.ts';

const SHAPE = [1, 32, 32, 3] as const;

/** Pictures of smooth waves; the student gets them right, the wider teacher a little darker. */
function pairs(count: number, error: number): GeneratedPair[] {
  return Array.from({ length: count }, (_, index): GeneratedPair => {
    const b = wave(SHAPE, index).map((value) => Math.round(value * 127) / 127) as PairBatch['b'];
    const pair: PairBatch = { a: b.map((value) => value / 5), b, shapeA: SHAPE, shapeB: SHAPE, ids: [String(index)] };
    const images = { student: { values: b, shape: SHAPE }, wider: { values: b.map((v) => v - error), shape: SHAPE } };
    return { pair, images };
  });
}

test('a set metric is measured beside those of pairs, for every network and "output = input"', async () => {
  const metrics = ['l1', 'frechet-vgg16-hed'] as const;
  const sets = (await openSetEvaluator(tf, { metrics, seed: 1 }))!;
  const tensors = tf.memory().numTensors;
  const measured = await evaluate(pairs(18, 0.1), metrics, { belongTogether: true, sets: { forward: sets.evaluator } });
  const value = (role: string, metric: string): number =>
    measured.find((entry) => entry.role === role && entry.metric === metric)!.value;
  const frechet = measured.filter(({ metric }) => metric === 'frechet-vgg16-hed');
  assert.deepEqual(frechet.map(({ role }) => role).sort(), ['input', 'student', 'wider']);
  assert.ok(frechet.every(({ samples, extractor }) => samples === 18 && extractor === 'vgg16-hed'));
  // Cut off to 8 bits like the official pictures, a perfect student is almost at 0.
  assert.ok(value('student', 'frechet-vgg16-hed') < value('wider', 'frechet-vgg16-hed'));
  assert.ok(value('wider', 'frechet-vgg16-hed') < value('input', 'frechet-vgg16-hed'));
  assert.equal(tf.memory().numTensors, tensors);

  // The real pictures are kept for the next evaluation, the generated ones are not.
  const again = await evaluate(pairs(18, 0.3), metrics, { belongTogether: true, sets: { forward: sets.evaluator } });
  const worse = again.find(({ role, metric }) => role === 'wider' && metric === 'frechet-vgg16-hed')!;
  assert.equal(worse.samples, 18);
  assert.ok(worse.value > value('wider', 'frechet-vgg16-hed'));
  sets.dispose();
});

test('no evaluator is opened where no metric compares sets', async () => {
  assert.equal(await openSetEvaluator(tf, { metrics: ['ssim', 'psnr'], seed: 1 }), undefined);
});
