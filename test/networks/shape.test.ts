import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerNode, Network } from '../../core/networks/graph.ts';
import { inferShapes } from '../../core/networks/shape.ts';
import { generator } from './describe.ts';

function networkOf(...nodes: LayerNode[]): Network {
  return {
    name: 'sketch',
    nodes: [{ op: 'input', id: 'input', inputs: [], channels: 3 }, ...nodes],
    output: nodes.at(-1)!.id,
  };
}

const halved: LayerNode = { op: 'maxPool', id: 'half', inputs: ['input'], kernel: 2, stride: 2, pad: 0 };

test('a U-Net on a size it cannot halve to the end is refused with the node and both shapes', () => {
  const network = generator({ architecture: 'unet_256', norm: 'batch' });
  assert.throws(
    () => inferShapes(network, { height: 256, width: 320 }),
    /Node "model(\.\w+)+" \(concat\) of unet_256 cannot join 4×5×64 with 4×4×64\. Choose an image size/,
  );
});

test('an image that is too small is refused with its size', () => {
  const network = generator({ architecture: 'unet_256', norm: 'batch' });
  assert.throws(
    () => inferShapes(network, { height: 64, width: 64 }),
    /An image of 64×64 is too small for this network\./,
  );
});

test('a reflection wider than the image is refused as PyTorch refuses it', () => {
  assert.throws(() => inferShapes(generator(), { height: 3, width: 64 }), /cannot reflect 3 pixels of 3×64×3/);
});

test('a sum of tensors of different shape is refused with both shapes', () => {
  const network = networkOf(halved, { op: 'add', id: 'sum', inputs: ['input', 'half'] });
  assert.throws(
    () => inferShapes(network, { height: 8, width: 8 }),
    /Node "sum" \(add\) of sketch cannot join 8×8×3 with 4×4×3/,
  );
});

test('a layer built for other channels is refused with both shapes', () => {
  const network = networkOf({ op: 'instanceNorm', id: 'norm', inputs: ['input'], channels: 5 });
  assert.throws(
    () => inferShapes(network, { height: 8, width: 8 }),
    /"norm" \(instanceNorm\) of sketch needs 8×8×5, but it gets 8×8×3/,
  );
});

test('a node that reads what does not come before it is refused', () => {
  const network = networkOf({ op: 'relu', id: 'relu', inputs: ['later'] }, halved);
  assert.throws(() => inferShapes(network, { height: 8, width: 8 }), /"relu" \(relu\) of sketch reads "later"/);
});
