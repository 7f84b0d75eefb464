import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldBatchNorm } from '../../core/networks/inferenceNetwork.ts';
import { ReferenceRunner } from '../../core/export/referenceRunner.ts';
import { symbolicShapes } from '../../core/export/symbolicShapes.ts';
import { weightsOf, type Network } from '../../core/networks/graph.ts';
import { farthest, tf, wave } from '../fixtures/tensorflow.ts';
import { pictures, smallGenerator, type TestGenerator } from '../export/generators.ts';

function outputOf({ network, weights }: TestGenerator, input = pictures('unet_256', 1)): Float32Array {
  const runner = new ReferenceRunner(tf, network, weights);
  const { output } = runner.run(input);
  runner.dispose();
  return output.values;
}

for (const architecture of ['unet_256', 'unet_deepest_256'] as const) {
  test(`${architecture} without its batch norms and dropouts computes the same`, () => {
    const generator = smallGenerator(architecture);
    const folded = foldBatchNorm(generator.network, generator.weights);
    const operations = folded.network.nodes.map(({ op }) => op);
    assert.ok(!operations.includes('batchNorm') && !operations.includes('dropout'));
    assert.ok(!operations.includes('depthwiseConv'), 'every batch norm of a U-Net follows a convolution');
    assert.deepEqual([...folded.weights.keys()].sort(), weightsOf(folded.network).map(({ name }) => name).sort()); // prettier-ignore
    assert.ok(farthest(outputOf(folded), outputOf(generator)) < 1e-5);
  });
}

test('every layer of the folded network has the id of the layer with the same tensor', () => {
  const generator = smallGenerator('unet_256');
  const folded = foldBatchNorm(generator.network, generator.weights);
  const ids = folded.network.nodes.slice(1).map(({ id }) => id);
  const [first, second] = [generator, folded].map(({ network, weights }) => {
    const runner = new ReferenceRunner(tf, network, weights);
    const { layers } = runner.run(pictures('unet_256', 1), ids);
    runner.dispose();
    return layers;
  });
  for (const id of ids) assert.ok(farthest(first!.get(id)!.values, second!.get(id)!.values) < 1e-4, id);
});

/** input → conv → relu → batch norm, and a sum that reads the convolution that a second batch norm follows. */
const AWKWARD: Network = {
  name: 'awkward',
  nodes: [
    { op: 'input', id: 'input', inputs: [], channels: 3 },
    { op: 'conv', id: '0', inputs: ['input'], inChannels: 3, outChannels: 4, kernel: 3, stride: 1, pad: 1, bias: true },
    { op: 'relu', id: '1', inputs: ['0'] },
    { op: 'batchNorm', id: '2', inputs: ['1'], channels: 4 },
    { op: 'conv', id: '3', inputs: ['2'], inChannels: 4, outChannels: 4, kernel: 1, stride: 1, pad: 0, bias: false },
    { op: 'batchNorm', id: '4', inputs: ['3'], channels: 4 },
    { op: 'add', id: '5', inputs: ['3', '4'] },
  ],
  output: '5',
};

test('a batch norm that no convolution can take in becomes a scale and an offset', () => {
  const weights = weightsOf(AWKWARD).map(({ name, shape, init }, index): [string, Float32Array] => {
    return [name, wave(shape, index).map((value) => (init === 'ones' ? 1.5 : 0.2) + 0.4 * value)];
  });
  const original = { network: AWKWARD, weights: new Map(weights) };
  const folded = foldBatchNorm(original.network, original.weights);
  assert.deepEqual(
    folded.network.nodes.map(({ op }) => op),
    ['input', 'conv', 'relu', 'depthwiseConv', 'conv', 'depthwiseConv', 'add'],
  );
  const input = pictures('resnet_9blocks', 2, [8, 8]);
  assert.ok(farthest(outputOf(folded, input), outputOf(original, input)) < 1e-6);
});

test('missing weights are named', () => {
  const { network, weights } = smallGenerator('unet_256');
  const incomplete = new Map([...weights].filter(([name]) => name !== 'model.model.0.weight'));
  assert.throws(() => foldBatchNorm(network, incomplete), /no values for the weight "model\.model\.0\.weight"/);
});

test('shapes for pictures of any size are formulas of their height and width', () => {
  const shapes = symbolicShapes(smallGenerator('mobile_resnet_9blocks').network);
  assert.deepEqual(shapes.get('model.0'), { channels: 3, height: 'height+6', width: 'width+6' });
  assert.deepEqual(shapes.get('model.10'), { channels: 8, height: 'height/4', width: 'width/4' });
  assert.deepEqual(shapes.get('model.10.conv_block.0'), { channels: 8, height: 'height/4+2', width: 'width/4+2' });
});
