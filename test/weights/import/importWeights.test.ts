import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { weightsOf } from '../../../core/networks/graph.ts';
import { describeGenerator, type GeneratorChoice } from '../../../core/networks/generators.ts';
import { GENERATOR_ARCHITECTURES } from '../../../core/networks/options.ts';
import { channelsAt } from '../../../core/networks/shape.ts';
import type { KnownNetwork } from '../../../core/weights/import/candidates.ts';
import {
  convertWeights,
  examineWeights,
  importWeights,
  type ExaminedPart,
} from '../../../core/weights/import/importWeights.ts';
import { writeSafetensorsFile, readSafetensorsFile } from '../../../core/weights/safetensorsFile.ts';
import { StateDictError, stateDictFromWeights, tensorsUnder } from '../../../core/weights/stateDict.ts';
import { elementCount, float32Tensor, type StoredTensor } from '../../../core/weights/storedTensor.ts';
import { inFolder } from '../../fixtures/folder.ts';
import { discriminatorCases, generatorCases, referenceTensors, REFERENCE_FOLDER } from '../../fixtures/reference.ts';

const PTH = join(REFERENCE_FOLDER, 'pth');

/** A state dict of the official names whose every element is told apart from the others. */
function stateDictOf(choice: GeneratorChoice): Map<string, StoredTensor> {
  const values = weightsOf(describeGenerator(choice)).map(({ name, shape }, index): [string, Float32Array] => {
    return [name, Float32Array.from({ length: elementCount(shape) }, (_, element) => index + element / 1024)];
  });
  return stateDictFromWeights(weightsOf(describeGenerator(choice)), new Map(values));
}

function renamed(tensors: ReadonlyMap<string, StoredTensor>, rename: (name: string) => string) {
  return new Map([...tensors].map(([name, tensor]) => [rename(name), tensor]));
}

async function examined(tensors: ReadonlyMap<string, StoredTensor>): Promise<readonly ExaminedPart[]> {
  let parts: readonly ExaminedPart[] = [];
  await inFolder(async (folder) => {
    await writeSafetensorsFile(join(folder, 'weights.safetensors'), tensors);
    parts = (await examineWeights(join(folder, 'weights.safetensors'))).parts;
  });
  return parts;
}

function generatorOf(network: KnownNetwork | undefined): GeneratorChoice {
  assert.equal(network?.kind, 'generator');
  return network.choice;
}

const SMALL = { ngf: 3, inputChannels: 1, outputChannels: 3 } as const;

for (const architecture of GENERATOR_ARCHITECTURES) {
  test(`${architecture}: architecture, width, norm and channels are read off the file`, async () => {
    for (const norm of ['instance', 'batch'] as const) {
      const choice = { ...SMALL, architecture, norm };
      const [part] = await examined(stateDictOf(choice));
      assert.deepEqual(part && [part.fits, generatorOf(part.network)], [true, choice]);
    }
  });
}

test('the generators and discriminators of the authors are recognised', async () => {
  for (const [name, { netG, ngf, norm }] of generatorCases()) {
    const { choice } = await onlyKnown(name, 'generator');
    assert.deepEqual([choice.architecture, choice.ngf, choice.norm], [netG, ngf, norm], name);
  }
  for (const [name, { netD, ndf, norm, input_nc }] of discriminatorCases()) {
    const { choice } = await onlyKnown(name, 'discriminator');
    assert.deepEqual(
      [choice.architecture, choice.ndf, choice.norm, choice.inputChannels],
      [netD, ndf, norm, input_nc],
      name,
    );
  }
});

async function onlyKnown<Kind extends 'generator' | 'discriminator'>(name: string, kind: Kind) {
  const parts = await examined(tensorsUnder(referenceTensors(name), 'state.'));
  const found = parts.find((part) => part.fits)?.network;
  assert.equal(found?.kind, kind, name);
  return found as Extract<KnownNetwork, { kind: Kind }>;
}

const PLAIN: GeneratorChoice = { ...SMALL, architecture: 'resnet_9blocks', norm: 'instance' };

test('a plain resnet built without dropout has conv_block.5, which is conv_block.6 with dropout', async () => {
  const ours = stateDictOf(PLAIN);
  const without = renamed(ours, (name) => name.replace('conv_block.6.', 'conv_block.5.'));
  const [part] = await examined(without);
  assert.deepEqual(part && [part.fits, generatorOf(part.network)], [true, PLAIN]);
  assert.match(part!.notes.join(), /without dropout: conv_block\.5 is read as conv_block\.6/);
  await sameAfterImport(without, PLAIN, ours);
});

test('the same with batch norm, whose own number moves along', async () => {
  const choice: GeneratorChoice = { ...PLAIN, norm: 'batch' };
  const ours = stateDictOf(choice);
  const without = renamed(ours, (name) => {
    return name.replace(/conv_block\.([67])\./, (_, number) => `conv_block.${Number(number) - 1}.`);
  });
  await sameAfterImport(without, choice, ours);
});

test('"module.", wrappers and stale running statistics of instance norms are taken off, and said', async () => {
  const ours = stateDictOf(PLAIN);
  const wrapped = renamed(ours, (name) => `netG_A.module.${name}`);
  for (const name of ['running_mean', 'running_var']) {
    wrapped.set(`netG_A.module.model.2.${name}`, float32Tensor([3], new Float32Array(3)));
  }
  wrapped.set('netD_A.model.0.weight', float32Tensor([1], new Float32Array(1)));
  const [part] = await examined(wrapped);
  assert.equal(part?.prefix, 'netG_A.module.');
  assert.match(part.notes.join('\n'), /without "netG_A\.module\."/);
  assert.match(part.notes.join('\n'), /1 tensors of the file belong to something else/);
  assert.match(part.notes.join('\n'), /2 running statistics of instance norms/);
  await sameAfterImport(wrapped, PLAIN, ours);
});

/** Imports `file` as `choice` and expects the official state dict `official` from it. */
async function sameAfterImport(
  file: ReadonlyMap<string, StoredTensor>,
  choice: GeneratorChoice,
  official: ReadonlyMap<string, StoredTensor>,
): Promise<void> {
  await inFolder(async (folder) => {
    const path = join(folder, 'weights.safetensors');
    await writeSafetensorsFile(path, file);
    const weights = weightsOf(describeGenerator(choice));
    const imported = await importWeights(path, weights, choice.architecture);
    assert.deepEqual(bytesOf(stateDictFromWeights(weights, imported)), bytesOf(official));
  });
}

function bytesOf(tensors: ReadonlyMap<string, StoredTensor>) {
  return new Map([...tensors].map(([name, { dtype, shape, bytes }]) => [name, { dtype, shape, bytes: [...bytes] }]));
}

test('a .pth of the authors, imported and written with the official names, has the same tensors', async () => {
  await inFolder(async (folder) => {
    for (const file of ['student.pth', 'student_legacy_format.pth']) {
      const destination = join(folder, `${file}.safetensors`);
      await convertWeights(join(PTH, file), '', destination);
      const expected = tensorsUnder(referenceTensors('train_multiteacher_mobile'), 'final.student.');
      assert.deepEqual(bytesOf(await readSafetensorsFile(destination)), bytesOf(expected));
    }
  });
});

const PRUNED: readonly GeneratorChoice[] = [
  {
    ...SMALL,
    architecture: 'mobile_resnet_9blocks',
    norm: 'instance',
    widths: { 'model.4': 5, 'model.7': 9, 'model.10.conv_block.1.conv.2': 4, 'model.10.conv_block.6.conv.2': 9, 'model.19': 6, 'model.22': 2 }, // prettier-ignore
  },
  {
    ...SMALL,
    architecture: 'unet_256',
    norm: 'batch',
    widths: { 'model.model.1.model.1': 4, 'model.model.1.model.3.model.1': 7, 'model.model.1.model.3.model.5': 2 },
  },
];

for (const choice of PRUNED) {
  test(`${choice.architecture}: widths of a pruned network are read layer by layer`, async () => {
    const [part] = await examined(stateDictOf(choice));
    assert.equal(part?.fits, true, part?.verdict);
    assert.deepEqual(describeGenerator(generatorOf(part.network)).nodes, describeGenerator(choice).nodes);
    assert.match(part.verdict, /layers of other widths/);
  });
}

test('widths that do not fit together are told as a table, not taken for a pruned network', async () => {
  const tensors = stateDictOf(PLAIN);
  const name = 'model.10.conv_block.6.weight';
  tensors.set(name, float32Tensor([11, 12, 3, 3], new Float32Array(11 * 12 * 9)));
  const [part] = await examined(tensors);
  assert.equal(part?.fits, false);
  assert.match(part.verdict, /The weights do not fit resnet_9blocks with ngf 3/);
  assert.match(part.verdict, /model\.10\.conv_block\.6\.weight\s+\[12, 12, 3, 3\]\s+\[11, 12, 3, 3\]/);
});

test('weights of another network than the one asked for are explained with names and shapes', async () => {
  const weights = weightsOf(describeGenerator({ ...PLAIN, architecture: 'mobile_resnet_9blocks', ngf: 8 }));
  await assert.rejects(importWeights(join(PTH, 'student.pth'), weights, 'a wider one'), (error) => {
    return error instanceof StateDictError && /model\.1\.weight\s+\[8, 1, 7, 7\]\s+\[4, 3, 7, 7\]/.test(error.message);
  });
});

test('a file of no known network is named by what it begins with', async () => {
  const { parts } = await examineWeights(join(PTH, 'connector0.pth'));
  assert.equal(parts.length, 1);
  assert.match(parts[0]!.verdict, /not the weights of a network that OMGD Studio knows.*0\.weight \[32, 16, 1, 1\]/);
  const optimiser = await examineWeights(join(PTH, 'optimizer_student.pth'));
  assert.match(optimiser.parts[0]!.verdict, /state of an optimiser, which holds no weights/);
});

test('the channels of a pruned layer are those that a connector has to take', () => {
  assert.equal(channelsAt(describeGenerator(PRUNED[0]!), 'model.9'), 9);
});
