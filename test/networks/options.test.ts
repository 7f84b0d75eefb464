import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector } from '../../core/networks/connector.ts';
import { describeDiscriminator, type DiscriminatorChoice } from '../../core/networks/discriminators.ts';
import { sizeMultipleOf } from '../../core/networks/generators.ts';
import { weightsOf, type Network } from '../../core/networks/graph.ts';
import { GENERATOR_ARCHITECTURES, type GeneratorArchitecture } from '../../core/networks/options.ts';
import { inferShapes, outputShapeOf } from '../../core/networks/shape.ts';
import { distillationTaps } from '../../core/networks/taps.ts';
import { VGG_TAPS, vggTrunk } from '../../core/networks/vggTrunk.ts';
import { generator } from './describe.ts';

for (const architecture of GENERATOR_ARCHITECTURES) {
  for (const ngf of [1, 5, 13]) {
    for (const norm of ['batch', 'instance'] as const) {
      test(`${architecture} with ngf ${ngf} and ${norm} norm keeps the image's size and gives the asked channels`, () => {
        const network = generator({ architecture, ngf, norm, inputChannels: 1, outputChannels: 4 });
        const side = Math.max(sizeMultipleOf(architecture), 12);
        assert.deepEqual(outputShapeOf(network, { height: side, width: 2 * side }), {
          height: side,
          width: 2 * side,
          channels: 4,
        });
      });
    }
  }

  test(`${architecture}: node ids are unique, and every node reads nodes before it`, () => {
    const seen = new Set<string>();
    for (const node of generator({ architecture, dropoutRate: 0.5 }).nodes) {
      assert.ok(!seen.has(node.id), node.id);
      assert.ok(node.inputs.every((id) => seen.has(id)));
      seen.add(node.id);
    }
  });
}

const WRONG_GENERATORS: readonly [Parameters<typeof generator>[0], RegExp][] = [
  [{ ngf: 0 }, /^RangeError: ngf is 0; it must be a whole number of at least 1\.$/],
  [{ ngf: 2.5 }, /^RangeError: ngf is 2\.5;/],
  [{ inputChannels: -1 }, /^RangeError: inputChannels is -1;/],
  [{ outputChannels: Number.NaN }, /^RangeError: outputChannels is NaN;/],
  [{ dropoutRate: 1 }, /^RangeError: dropoutRate is 1; it must be at least 0 and less than 1\.$/],
  [{ norm: 'none' as 'batch' }, /^RangeError: norm is "none"; it must be "batch" or "instance"\.$/],
  [{ architecture: 'unet_128' as GeneratorArchitecture }, /architecture is "unet_128"; it must be one of unet_256, /],
  [{ architecture: 'toString' as GeneratorArchitecture }, /architecture is "toString"; it must be one of unet_256, /],
];

for (const [options, message] of WRONG_GENERATORS) {
  test(`a generator with ${JSON.stringify(options)} is refused with the field, the value and what is right`, () => {
    assert.throws(() => generator(options), message);
  });
}

const discriminatorChoice: DiscriminatorChoice = { architecture: 'n_layers', inputChannels: 6, ndf: 4, norm: 'batch' };

test('a discriminator with a wrong option is refused with the field, the value and what is right', () => {
  const refused = (change: object, message: RegExp): void =>
    assert.throws(() => describeDiscriminator({ ...discriminatorChoice, ...change }), message);
  refused({ ndf: 0 }, /ndf is 0; it must be a whole number of at least 1\./);
  refused({ nLayers: 0 }, /nLayers is 0; it must be a whole number of at least 1\./);
  refused({ nShare: 6 }, /nShare is 6; it must be a whole number from 0 to 5\./);
  refused({ architecture: 'basic' }, /architecture is "basic"; it must be one of n_layers, multi_n_layers, pixel\./);
});

test('a PatchGAN of three layers judges a 256×256 pair on 30×30 patches, and wider layers stop at eight times ndf', () => {
  const head = onlyHead(describeDiscriminator(discriminatorChoice));
  assert.deepEqual(outputShapeOf(head, { height: 256, width: 256 }), { height: 30, width: 30, channels: 1 });
  const deep = onlyHead(describeDiscriminator({ ...discriminatorChoice, nLayers: 6 }));
  assert.equal(Math.max(...weightsOf(deep).map((weight) => weight.shape[3] ?? 0)), 8 * 4);
});

for (let nShare = 0; nShare <= 5; nShare += 1) {
  test(`with nShare ${nShare} the two heads of the shared discriminator have that many blocks in common`, () => {
    const { heads, unused } = describeDiscriminator({ ...discriminatorChoice, architecture: 'multi_n_layers', nShare });
    const [wider, deeper] = heads.map((head) => new Set(weightsOf(head).map((weight) => weight.name)));
    const shared = [...wider!].filter((name) => deeper!.has(name));
    const blocks = new Set(shared.map((name) => name.split('.', 1)[0]));
    assert.equal(blocks.size, nShare);
    assert.ok(shared.every((name) => name.split('.')[1] === '1'));
    assert.ok(unused.every(({ name }) => name.split('.')[1] === '0' && !wider!.has(name)));
    assert.equal(new Set(unused.map(({ name }) => name.split('.', 1)[0])).size, nShare);
  });
}

for (const architecture of GENERATOR_ARCHITECTURES) {
  test(`${architecture}: every distillation tap exists and has the channels that its connector is built for`, () => {
    const norm = architecture.startsWith('unet') ? 'batch' : 'instance';
    const shapes = inferShapes(generator({ architecture, norm, ngf: 3 }), { height: 256, width: 256 });
    const taps = distillationTaps(architecture);
    assert.deepEqual(
      taps.map((tap) => shapes.get(tap.id)?.channels),
      taps.map((tap) => 3 * tap.channelsPerNgf),
    );
  });
}

test('the VGG trunk gives relu1_2 to relu4_3 at full, half, quarter and eighth size', () => {
  const shapes = inferShapes(vggTrunk(), { height: 64, width: 48 });
  assert.deepEqual(
    Object.values(VGG_TAPS).map((id) => shapes.get(id)),
    [
      { height: 64, width: 48, channels: 64 },
      { height: 32, width: 24, channels: 128 },
      { height: 16, width: 12, channels: 256 },
      { height: 8, width: 6, channels: 512 },
    ],
  );
});

test('a connector brings the student’s channels to the teacher’s and starts like every other network', () => {
  const network = connector(12, 40);
  assert.deepEqual(outputShapeOf(network, { height: 5, width: 7 }), { height: 5, width: 7, channels: 40 });
  assert.deepEqual(
    weightsOf(network).map((weight) => [weight.name, weight.init]),
    [
      ['0.weight', 'normal'],
      ['1.weight', 'normalAroundOne'],
      ['1.bias', 'zeros'],
      ['1.running_mean', 'zeros'],
      ['1.running_var', 'ones'],
    ],
  );
  assert.throws(() => connector(0, 40), /studentChannels is 0;/);
});

function onlyHead({ heads }: { readonly heads: readonly Network[] }): Network {
  assert.equal(heads.length, 1);
  return heads[0]!;
}
