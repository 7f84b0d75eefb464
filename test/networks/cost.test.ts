import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf, savingsOf } from '../../core/networks/cost.ts';
import type { NormKind } from '../../core/networks/graphBuilder.ts';
import type { LayerNode } from '../../core/networks/graph.ts';
import type { GeneratorArchitecture } from '../../core/networks/options.ts';
import { referenceJson } from '../fixtures/reference.ts';
import { generator } from './describe.ts';

interface OfficialCost {
  readonly netG: GeneratorArchitecture;
  readonly norm: NormKind;
  readonly ngf: number;
  readonly params: number;
  readonly macs_conv: number;
  readonly 'macs_torchprofile_0.0.1_to_0.0.2': number;
  readonly 'macs_torchprofile_0.0.4_to_0.1.0': number;
}

const SIZE = { height: 256, width: 256 };
const officialCosts = referenceJson<readonly OfficialCost[]>('macs.json');

for (const official of officialCosts) {
  test(`${official.netG} at ngf ${official.ngf} costs exactly what the official tool counts`, () => {
    const network = generator({ architecture: official.netG, norm: official.norm, ngf: official.ngf });
    const cost = costOf(network, SIZE);
    assert.equal(cost.parameters, official.params);
    assert.equal(cost.macsPaper, official.macs_conv);

    const elementsAfter = (op: LayerNode['op']): number =>
      network.nodes.reduce((sum, node, index) => {
        const { height, width, channels } = cost.nodes[index]!.output;
        return node.op === op ? sum + height * width * channels : sum;
      }, 0);
    assert.equal(cost.macsPaper + elementsAfter('instanceNorm'), official['macs_torchprofile_0.0.1_to_0.0.2']);
    assert.equal(cost.macsPaper + elementsAfter('batchNorm'), official['macs_torchprofile_0.0.4_to_0.1.0']);
  });
}

// Exact MACs worked out by hand from the layer list, in units of 10^9, as published comparisons round them.
const EXACT_GIGA_MACS: readonly [GeneratorArchitecture, NormKind, number, string][] = [
  ['resnet_9blocks', 'instance', 64, '49.55'],
  ['mobile_resnet_9blocks', 'instance', 64, '11.07'],
  ['mobile_resnet_9blocks', 'instance', 48, '6.49'],
  ['mobile_resnet_9blocks', 'instance', 24, '1.885'],
  ['mobile_resnet_9blocks', 'instance', 16, '0.955'],
  ['mobile_resnet_9blocks', 'instance', 12, '0.603'],
  ['mobile_resnet_9blocks', 'instance', 8, '0.326'],
  ['unet_256', 'batch', 64, '6.05'],
  ['unet_256', 'batch', 16, '0.406'],
  ['unet_256', 'batch', 12, '0.236'],
  ['unet_256', 'batch', 8, '0.111'],
];

for (const [architecture, norm, ngf, gigaMacs] of EXACT_GIGA_MACS) {
  test(`${architecture} at ngf ${ngf} really multiplies ${gigaMacs} G times`, () => {
    const { macsExact } = costOf(generator({ architecture, norm, ngf }), SIZE);
    const digits = gigaMacs.length - gigaMacs.indexOf('.') - 1;
    assert.equal((macsExact / 1e9).toFixed(digits), gigaMacs);
  });
}

test('the nodes of a network add up to its total', () => {
  const { nodes, macsPaper, macsExact, parameters } = costOf(generator({ ngf: 7 }), { height: 64, width: 96 });
  const sum = (field: 'macsPaper' | 'macsExact' | 'parameters'): number =>
    nodes.reduce((all, node) => all + node[field], 0);
  assert.deepEqual([sum('macsPaper'), sum('macsExact'), sum('parameters')], [macsPaper, macsExact, parameters]);
});

test('a float32 file holds four bytes for each parameter and each running statistic', () => {
  const cost = costOf(generator({ architecture: 'unet_256', norm: 'batch', ngf: 4 }), SIZE);
  // Batch norms keep as many running numbers as they train: a mean and a variance for each scale and shift.
  const normChannels = 8 + 16 + 32 * 4 + 32 * 4 + 16 + 8 + 4;
  assert.equal(cost.bytesFloat32, 4 * (cost.parameters + 2 * normChannels));
  assert.equal(cost.bytesFloat16, cost.bytesFloat32 / 2);
});

test('the reduction of the paper’s resnet student is 40.3 in its own convention and 51.9 in exact arithmetic', () => {
  const teacher = costOf(generator({ architecture: 'resnet_9blocks', ngf: 64 }), SIZE);
  const savings = savingsOf(teacher, costOf(generator({ ngf: 16 }), SIZE));
  assert.equal(savings.macsPaper.toFixed(1), '40.3');
  assert.equal(savings.macsExact.toFixed(1), '51.9');
});
