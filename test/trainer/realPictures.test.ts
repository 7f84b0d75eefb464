import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSamples } from '../../core/data/loadSamples.ts';
import { openSource } from '../../core/data/openSource.ts';
import type { PairSample } from '../../core/data/pairSource.ts';
import { presetById } from '../../core/pipeline/index.ts';
import { evaluate } from '../../core/trainer/evaluation.ts';
import type { GeneratedPair } from '../../core/trainer/generateAll.ts';
import { realPicturesOf } from '../../core/trainer/realPictures.ts';
import { openSetEvaluator } from '../../core/trainer/setEvaluator.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';

const METRICS = ['frechet-vgg16-hed'] as const;

/** Perfect generators both ways. */
async function perfect(samples: readonly PairSample[]): Promise<GeneratedPair[]> {
  const { preprocess } = unpairedDocument('omgd-unpaired', 1);
  return Promise.all(
    samples.map(async (sample): Promise<GeneratedPair> => {
      const pair = await loadSamples([sample], preprocess);
      const images = {
        wider: { values: pair.b, shape: pair.shapeB },
        backward: { values: pair.a, shape: pair.shapeA },
      };
      return { pair, images };
    }),
  );
}

test('sets are compared with the held-out pictures, or with all of their kind in the dataset', async () => {
  const all = (await openSource({ kind: 'emojiStyles', direction: 'AtoB' }).list()).samples.slice(0, 12);
  const pairs = await perfect(all.slice(0, 4));
  const values: number[] = [];
  for (const [realPictures, expected] of [
    ['held-out', 4],
    ['all', 12],
  ] as const) {
    const evaluation = { samples: 4, metrics: [...METRICS], realPictures };
    const real = realPicturesOf(unpairedDocument('omgd-unpaired', 1, { evaluation }), all);
    const open = async () => (await openSetEvaluator(tf, { metrics: METRICS, seed: 1 }))!;
    const [forward, backward] = [await open(), await open()];
    const sets = { forward: forward.evaluator, backward: backward.evaluator };
    const told: number[] = [];
    const onReal = (done: number): void => void told.push(done);
    const measured = await evaluate(pairs, METRICS, { belongTogether: false, sets, real, onReal });
    const teachers = measured.filter(({ role }) => role !== 'input');
    assert.deepEqual(teachers.map(({ role, samples, realSamples }) => [role, samples, realSamples]), [['wider', 4, expected], ['backward', 4, expected]]); // prettier-ignore
    assert.equal(told.length, real ? 2 * expected : 0);
    // Read once: the next evaluation has them.
    await evaluate(pairs, METRICS, { belongTogether: false, sets, real, onReal });
    assert.equal(told.length, real ? 2 * expected : 0);
    values.push(teachers[0]!.value);
    forward.dispose();
    backward.dispose();
  }
  // Perfect pictures of four are at no distance from those four, and at some from all twelve.
  assert.ok(values[0]! < 0.05 * values[1]!, values.join());
});

test('the official recipes without pairs compare with all, those with pairs with the held-out ones', () => {
  for (const id of ['paper-horse2zebra-16', 'paper-summer2winter-8']) {
    assert.equal(presetById(id).document.evaluation.realPictures, 'all');
  }
  assert.equal(presetById('paper-resnet-edges2shoes-16').document.evaluation.realPictures, 'held-out');
});
