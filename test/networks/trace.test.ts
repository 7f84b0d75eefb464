import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerNode, Network } from '../../core/networks/graph.ts';
import { inferShapes } from '../../core/networks/shape.ts';
import { referenceJson } from '../fixtures/reference.ts';
import { referenceGenerators } from './describe.ts';

/** A leaf module of the official network as it ran: path, class, output shape NCHW. */
type TracedLayer = readonly [id: string, type: string, shape: readonly number[], ...statistics: number[]];

const TORCH_CLASS: Readonly<Partial<Record<LayerNode['op'], string>>> = {
  conv: 'Conv2d',
  depthwiseConv: 'Conv2d',
  convTranspose: 'ConvTranspose2d',
  batchNorm: 'BatchNorm2d',
  instanceNorm: 'InstanceNorm2d',
  relu: 'ReLU',
  leakyRelu: 'LeakyReLU',
  tanh: 'Tanh',
  reflectPad: 'ReflectionPad2d',
  dropout: 'Dropout',
};

function officialTrace(name: string): readonly TracedLayer[] {
  return referenceJson<{ 'trace.eval': readonly TracedLayer[] }>(`${name}.trace.json`)['trace.eval'];
}

/** Our layers that are PyTorch modules, in the form of the trace; sums and concatenations are no modules there. */
function traceOf(network: Network, height: number, width: number): unknown[] {
  const shapes = inferShapes(network, { height, width });
  return network.nodes
    .filter((node) => node.op in TORCH_CLASS)
    .map((node) => {
      const shape = shapes.get(node.id);
      return [node.id, TORCH_CLASS[node.op], [shape?.channels, shape?.height, shape?.width]];
    });
}

for (const { name, network, height, width } of referenceGenerators()) {
  test(`${name}: layers come in the official order with the official shapes`, () => {
    const official = officialTrace(name)
      .filter(([, type]) => type !== 'Dropout')
      .map(([id, type, shape]) => [id, type, shape.slice(1)]);
    assert.deepEqual(traceOf(network, height, width), official);
  });
}

for (const { name, network, height, width } of referenceGenerators(0.5)) {
  test(`${name}: with dropout, each dropout layer is one that the official network has in this place`, () => {
    const ours = new Set(network.nodes.filter((node) => node.op === 'dropout').map((node) => node.id));
    assert.ok(ours.size > 0);
    const official = officialTrace(name)
      .filter(([id, type]) => type !== 'Dropout' || ours.has(id))
      .map(([id, type, shape]) => [id, type, shape.slice(1)]);
    assert.deepEqual(traceOf(network, height, width), official);
  });
}
