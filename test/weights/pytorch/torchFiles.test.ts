import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { memorySource } from '../../../core/files/byteSource.ts';
import { openWeights, openWeightsFrom } from '../../../core/weights/openWeights.ts';
import { decodeFloat32 } from '../../../core/weights/storedTensor.ts';
import { WeightsFileError } from '../../../core/weights/weightsFileError.ts';
import { referenceTensors, REFERENCE_FOLDER } from '../../fixtures/reference.ts';
import { legacyFile, PICKLE, table, tensor, tuple } from './legacyFile.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'weights');

type Expected = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;

async function contentOf(path: string): Promise<Record<string, { shape: readonly number[]; values: number[] }>> {
  const source = await openWeights(path);
  const content: Record<string, { shape: readonly number[]; values: number[] }> = {};
  for (const name of source.tensors.keys()) {
    const stored = await source.read(name);
    content[name] = { shape: stored.shape, values: [...decodeFloat32(stored)] };
  }
  await source.close();
  return content;
}

for (const file of ['tensors.pth', 'tensors_legacy.pth']) {
  test(`${file}: all types, shared storages, strides and offsets come out as PyTorch has them`, async () => {
    const expected = JSON.parse(readFileSync(join(FIXTURES, 'tensors.json'), 'utf8')) as Expected;
    assert.deepEqual(await contentOf(join(FIXTURES, file)), expected);
  });
}

for (const file of ['student.pth', 'student_legacy_format.pth']) {
  test(`${file}, written by the authors' code, has the student's weights of the reference run`, async () => {
    const reference = referenceTensors('train_multiteacher_mobile');
    const content = await contentOf(join(REFERENCE_FOLDER, 'pth', file));
    assert.equal(Object.keys(content).length, 84);
    for (const [name, { values }] of Object.entries(content)) {
      assert.deepEqual(values, [...decodeFloat32(reference.get(`final.student.${name}`)!)], name);
    }
  });
}

test('a table that Python 2 wrote, as a list of pairs, is read', async () => {
  const pair = (key: string): Buffer => Buffer.concat([PICKLE.emptyList, PICKLE.string(key), PICKLE.append, tensor(), PICKLE.append]); // prettier-ignore
  const pairs = Buffer.concat([PICKLE.emptyList, pair('lin0'), PICKLE.append, pair('lin1'), PICKLE.append]);
  const written = (argument: Buffer): Buffer => Buffer.concat([PICKLE.global('collections', 'OrderedDict'), tuple(argument), PICKLE.reduce]); // prettier-ignore
  const file = legacyFile(written(pairs), { '0': Float32Array.of(1, 2) });
  const source = await openWeightsFrom(memorySource(file));
  assert.deepEqual([...source.tensors.keys()], ['lin0', 'lin1']);
  assert.deepEqual([...decodeFloat32(await source.read('lin1'))], [1, 2]);
  for (const argument of [PICKLE.integer(3), Buffer.concat([PICKLE.emptyList, PICKLE.string('lin0'), PICKLE.append])]) {
    await assert.rejects(openWeightsFrom(memorySource(legacyFile(written(argument)))), /in a way that torch\.save does not use/); // prettier-ignore
  }
});

test('tensors in tables within tables get dotted names; other content is left out', async () => {
  assert.deepEqual(Object.keys(await contentOf(join(FIXTURES, 'nested.pt'))), ['state_dict.module.a']);
});

for (const [file, message] of [
  ['hostile.pth', /wants to use "posix\.system"/],
  ['hostile_legacy.pth', /wants to use "posix\.system"/],
  ['whole_module.pth', /"torch\.nn\.modules\.linear\.Linear".*state_dict\(\)/],
  ['torchscript.pt', /TorchScript program/],
] as const) {
  test(`${file} is refused by name, and nothing in it runs`, async () => {
    await assert.rejects(openWeights(join(FIXTURES, file)), (error) => {
      return error instanceof WeightsFileError && message.test(error.message) && error.message.includes(file);
    });
    assert.equal(existsSync('/tmp/omgd-hostile'), false);
  });
}

const P = PICKLE;
const VALUES = { 0: Float32Array.of(1, 2) };
const nestedLists = Buffer.concat([Buffer.alloc(100_000, 0x5d), Buffer.alloc(99_999, 0x61)]);

const HOSTILE: readonly [what: string, file: Buffer, message: RegExp][] = [
  ['a call of eval', legacyFile(Buffer.concat([P.global('builtins', 'eval'), tuple(P.string('1')), P.reduce])), /"builtins\.eval"/], // prettier-ignore
  [
    'a name that resembles ours',
    legacyFile(P.global('torch._utils', '_rebuild_tensor_v2.__globals__')),
    /wants to use/,
  ],
  ['a name of JavaScript', legacyFile(Buffer.concat([P.global('constructor', 'constructor'), tuple(), P.reduce])), /wants to use/], // prettier-ignore
  ['a storage of unknown type', legacyFile(table('a', tensor({ storageType: 'QInt8Storage' })), VALUES), /"torch\.QInt8Storage"/], // prettier-ignore
  ['a tensor larger than its storage', legacyFile(table('a', tensor({ shape: [3] })), VALUES), /reaches beyond its 2/],
  ['an offset behind the storage', legacyFile(table('a', tensor({ offset: 1 })), VALUES), /reaches beyond its 2/],
  ['a negative offset', legacyFile(table('a', tensor({ offset: -1 })), VALUES), /torch\.save does not use/],
  ['a stride of 0 that fills the memory', legacyFile(table('a', tensor({ shape: [2 ** 40], strides: [0] })), VALUES), /reaches beyond/], // prettier-ignore
  ['a shape whose size overflows', legacyFile(table('a', tensor({ shape: [2 ** 40, 2 ** 40], strides: [0, 0] })), VALUES), /reaches beyond/], // prettier-ignore
  ['a storage larger than the file', legacyFile(table('a', tensor({ elementCount: 2 ** 40, shape: [2 ** 40] })), VALUES), /would take|elements, not/], // prettier-ignore
  ['a storage that is listed and missing', legacyFile(table('a', tensor()), { 7: Float32Array.of(1) }), /none of its tensors uses/], // prettier-ignore
  ['a hundred thousand lists in each other', legacyFile(nestedLists), /no tensors/],
  ['a table that contains itself', legacyFile(Buffer.concat([P.emptyDict, P.remember(0), P.string('a'), P.recall(0), P.setItem])), /no tensors/], // prettier-ignore
  ['five million operations', legacyFile(Buffer.alloc(5_000_000, 0x5d)), /more than 1000000 operations/],
  ['a recall of what was never remembered', legacyFile(P.recall(3)), /makes no sense/],
  ['an append to a number', legacyFile(Buffer.concat([P.integer(1), P.integer(2), P.append])), /makes no sense/],
  ['an operation that torch.save does not use', legacyFile(Buffer.from('\x92', 'latin1')), /operation 0x92/],
  ['a pickle that is no file of PyTorch', Buffer.concat([P.start, P.integer(1), P.stop]), /torch\.save did not write it/], // prettier-ignore
  ['a file that ends within a pickle', legacyFile(table('a', tensor()), VALUES).subarray(0, 60), /cut off/],
  ['a file that ends within a tensor', legacyFile(table('a', tensor()), VALUES).subarray(0, -3), /cut off/],
  ['nothing', Buffer.alloc(0), /no weights file/],
];

for (const [what, file, message] of HOSTILE) {
  test(`refused with a sentence: ${what}`, async () => {
    await assert.rejects(readAll(file), (error) => error instanceof WeightsFileError && message.test(error.message));
  });
}

test('a hand-made file without faults is read: the refusals above are not for its form', async () => {
  const source = await openWeightsFrom(memorySource(legacyFile(table('a', tensor()), VALUES)));
  assert.deepEqual([...decodeFloat32(await source.read('a'))], [1, 2]);
});

async function readAll(file: Uint8Array): Promise<void> {
  const source = await openWeightsFrom(memorySource(file));
  for (const name of source.tensors.keys()) await source.read(name);
}
