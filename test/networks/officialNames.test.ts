import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector } from '../../core/networks/connector.ts';
import { stateDictWeightsOf } from '../../core/networks/discriminator.ts';
import { weightsOf, type WeightSpec } from '../../core/networks/graph.ts';
import { compareStateDict, tensorsUnder } from '../../core/weights/stateDict.ts';
import { referenceTensors } from '../fixtures/reference.ts';
import { referenceDiscriminators, referenceGenerators } from './describe.ts';

function assertSameStateDict(weights: readonly WeightSpec[], file: string, prefix: string): void {
  const official = tensorsUnder(referenceTensors(file), prefix);
  assert.ok(official.size > 0, `${file} has tensors below ${prefix}`);
  assert.deepEqual(compareStateDict(weights, official), { missing: [], unknown: [], wrongShape: [] });
}

for (const { name, network } of referenceGenerators()) {
  test(`${name}: every weight has the official name and shape, and none is missing`, () => {
    assertSameStateDict(weightsOf(network), name, 'state.');
  });
}

for (const { name, network } of referenceGenerators(0.5)) {
  test(`${name}: dropout does not change the name of any weight`, () => {
    assertSameStateDict(weightsOf(network), name, 'state.');
  });
}

for (const { name, discriminator } of referenceDiscriminators()) {
  test(`${name}: every weight has the official name and shape, unused copies included`, () => {
    assertSameStateDict(stateDictWeightsOf(discriminator), name, 'state.');
  });
}

test('a connector has the official names and shapes', () => {
  assertSameStateDict(weightsOf(connector(6, 10)), 'train_multiteacher_unet_stable', 'init.connector0.');
});
