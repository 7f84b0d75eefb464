import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateDictWeightsOf } from '../../core/networks/discriminator.ts';
import { weightsOf, type WeightSpec } from '../../core/networks/graph.ts';
import {
  compareStateDict,
  StateDictError,
  stateDictFromWeights,
  tensorsUnder,
  weightsFromStateDict,
} from '../../core/weights/stateDict.ts';
import { decodeFloat32, float32Tensor, type StoredTensor } from '../../core/weights/storedTensor.ts';
import { referenceTensors } from '../fixtures/reference.ts';
import { generator, referenceDiscriminators, referenceGenerators } from '../networks/describe.ts';

const networks: { name: string; weights: WeightSpec[] }[] = [
  ...referenceGenerators().map(({ name, network }) => ({ name, weights: weightsOf(network) })),
  ...referenceDiscriminators().map(({ name, discriminator }) => ({ name, weights: stateDictWeightsOf(discriminator) })),
];

function batchesTrackedIn(tensors: ReadonlyMap<string, StoredTensor>): number {
  const counter = [...tensors].find(([name]) => name.endsWith('.num_batches_tracked'))?.[1];
  return counter === undefined ? 0 : decodeFloat32(counter)[0]!;
}

for (const { name, weights } of networks) {
  test(`${name}: the official state dict comes back bit for bit after a way through our layout`, () => {
    const official = tensorsUnder(referenceTensors(name), 'state.');
    const values = weightsFromStateDict(weights, official, name);
    const written = stateDictFromWeights(weights, values, { batchesTracked: batchesTrackedIn(official) });
    assert.deepEqual(new Set(written.keys()), new Set(official.keys()));
    for (const [tensorName, tensor] of official) {
      const ours = written.get(tensorName)!;
      assert.deepEqual([ours.dtype, ours.shape], [tensor.dtype, tensor.shape], tensorName);
      assert.ok(Buffer.from(ours.bytes).equals(tensor.bytes), tensorName);
    }
  });
}

test('weights arrive in the shape that the network describes', () => {
  const { weights, name } = networks[0]!;
  const values = weightsFromStateDict(weights, tensorsUnder(referenceTensors(name), 'state.'), name);
  for (const { name: weightName, shape } of weights) {
    assert.equal(
      values.get(weightName)?.length,
      shape.reduce((product, side) => product * side, 1),
    );
  }
});

test('a state dict of another width is refused with a table of expected and found shapes', () => {
  const tensors = tensorsUnder(referenceTensors('gen_mobile_resnet_ngf8'), 'state.');
  const weights = weightsOf(generator({ ngf: 12 }));
  assert.throws(
    () => weightsFromStateDict(weights, tensors, 'mobile_resnet_9blocks with ngf 12'),
    (error: unknown) => {
      assert.ok(error instanceof StateDictError);
      assert.equal(error.difference.missing.length, 0);
      assert.match(
        error.message,
        /^The weights do not fit mobile_resnet_9blocks with ngf 12: \d+ of another shape\.\n/,
      );
      assert.match(error.message, /\n {2}model\.1\.weight +\[12, 3, 7, 7\] +\[8, 3, 7, 7\]\n/);
      assert.match(error.message, /… and \d+ more$/);
      return true;
    },
  );
});

test('missing and unknown tensors are reported by name', () => {
  const weights = weightsOf(generator());
  const tensors = new Map<string, StoredTensor>(tensorsUnder(referenceTensors('gen_mobile_resnet_ngf8'), 'state.'));
  tensors.delete('model.26.bias');
  tensors.set('model.2.running_mean', float32Tensor([8], new Float32Array(8)));
  assert.deepEqual(compareStateDict(weights, tensors), {
    missing: ['model.26.bias'],
    unknown: ['model.2.running_mean'],
    wrongShape: [],
  });
  assert.throws(
    () => weightsFromStateDict(weights, tensors, 'the student'),
    /1 missing, 1 unknown\.\n.*\n.*\n {2}model\.26\.bias +\[3\] +\(missing\)\n {2}model\.2\.running_mean +\(no such weight\) +\[8\]$/,
  );
});

test('a state dict can be written with the number of batches seen, and in half precision', () => {
  const weights = weightsOf(generator({ architecture: 'unet_256', norm: 'batch', ngf: 1 }));
  const values = new Map(
    weights.map(({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5)]),
  );
  const tensors = stateDictFromWeights(weights, values, { batchesTracked: 40, dtype: 'F16' });
  const counter = tensors.get('model.model.1.model.2.num_batches_tracked')!;
  assert.deepEqual([counter.dtype, counter.shape, [...decodeFloat32(counter)]], ['I64', [], [40]]);
  const weight = tensors.get('model.model.0.weight')!;
  assert.equal(weight.dtype, 'F16');
  assert.ok(decodeFloat32(weight).every((value) => value === 0.5));
  values.delete('model.model.0.weight');
  assert.throws(
    () => stateDictFromWeights(weights, values),
    /There are no values for the weight "model\.model\.0\.weight"\./,
  );
});
