import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipelineCost, presetById } from '../../../core/pipeline/index.ts';
import { NODE_KINDS } from '../../../renderer/graph/nodes.ts';
import { sketchOf } from '../../../renderer/graph/sketch.ts';
import { summaryOf } from '../../../renderer/graph/summary.ts';

const { document } = presetById('paper-resnet-edges2shoes-16');
const sketch = sketchOf(document);
const facts = { trainingPairs: 49825, costs: pipelineCost(document), macConvention: 'paper' } as const;

test('every node says something about itself', () => {
  for (const kind of NODE_KINDS) assert.notEqual(summaryOf(sketch, kind, facts).text, '', kind);
});

test('networks name architecture and width, and their cost in the chosen count', () => {
  const { text, number } = summaryOf(sketch, 'student', facts);
  assert.equal(text, 'Mobile resnet, width 16');
  assert.match(number, /^1\.\d+ GMACs$/);
});

test('training in epochs is told in steps once the number of pairs is known', () => {
  assert.equal(summaryOf(sketch, 'training', facts).number, '2.49 M steps');
  assert.equal(summaryOf(sketch, 'training', { ...facts, trainingPairs: undefined }).number, '200 epochs');
});

test('a dataset is named after its folder', () => {
  assert.deepEqual(summaryOf(sketch, 'dataset', facts), { text: 'edges2shoes', number: '49.8 k pairs' });
});

test('measures have the names that people read elsewhere', () => {
  const unpaired = presetById('paper-horse2zebra-16').document;
  assert.equal(summaryOf(sketchOf(unpaired), 'evaluation', facts).number, 'Fréchet (VGG16-HED)');
});
