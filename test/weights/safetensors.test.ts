import assert from 'node:assert/strict';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSafetensors, writeSafetensors } from '../../core/weights/safetensors.ts';
import { readSafetensorsFile, SafetensorsFile, writeSafetensorsFile } from '../../core/weights/safetensorsFile.ts';
import {
  decodeFloat32,
  float16Tensor,
  float32Tensor,
  int64Tensor,
  type StoredTensor,
} from '../../core/weights/storedTensor.ts';
import { inFolder } from '../fixtures/folder.ts';
import { REFERENCE_FOLDER, referenceTensors } from '../fixtures/reference.ts';

/** One tensor of each type, all holding 0, 1, 2, 200. */
const VALUES = [0, 1, 2, 200];
const EVERY_TYPE: ReadonlyMap<string, StoredTensor> = new Map<string, StoredTensor>([
  ['a byte', { dtype: 'U8', shape: [4], bytes: Uint8Array.from(VALUES) }],
  ['brain', { dtype: 'BF16', shape: [4], bytes: new Uint8Array(Uint16Array.of(0, 0x3f80, 0x4000, 0x4348).buffer) }],
  ['double', { dtype: 'F64', shape: [1, 4], bytes: new Uint8Array(Float64Array.from(VALUES).buffer) }],
  ['half', float16Tensor([2, 2], Float32Array.from(VALUES))],
  ['int', { dtype: 'I32', shape: [4], bytes: new Uint8Array(Int32Array.from(VALUES).buffer) }],
  ['long', int64Tensor([4], VALUES)],
  ['single', float32Tensor([2, 1, 2], Float32Array.from(VALUES))],
]);

test('every element type comes back from a file as the numbers that went in', () => {
  const { tensors } = readSafetensors(writeSafetensors(EVERY_TYPE));
  assert.deepEqual([...tensors.keys()].sort(), [...EVERY_TYPE.keys()].sort());
  for (const [name, tensor] of tensors) {
    assert.deepEqual(tensor.shape, EVERY_TYPE.get(name)?.shape, name);
    assert.deepEqual([...decodeFloat32(tensor)], VALUES, name);
  }
});

test('scalars, empty tensors, metadata and odd names come back', () => {
  const tensors = new Map([
    ['scalar', int64Tensor([], [7])],
    ['empty', float32Tensor([0, 3], new Float32Array(0))],
    ['__proto__', float32Tensor([1], Float32Array.of(1))],
    ['名前 "x"', float32Tensor([1], Float32Array.of(2))],
  ]);
  const content = readSafetensors(writeSafetensors(tensors, { format: 'pt', made: 'here' }));
  assert.deepEqual(content.metadata, { format: 'pt', made: 'here' });
  assert.deepEqual(new Set(content.tensors.keys()), new Set(tensors.keys()));
  assert.equal(decodeFloat32(content.tensors.get('scalar')!)[0], 7);
  assert.equal(decodeFloat32(content.tensors.get('__proto__')!)[0], 1);
  assert.equal(decodeFloat32(content.tensors.get('empty')!).length, 0);
});

test('the same tensors give the same bytes in whatever order they come', () => {
  const reversed = new Map([...EVERY_TYPE].reverse());
  assert.deepEqual(writeSafetensors(reversed, { b: '2', a: '1' }), writeSafetensors(EVERY_TYPE, { a: '1', b: '2' }));
});

test('every tensor starts at a multiple of its element size', () => {
  const file = writeSafetensors(EVERY_TYPE);
  for (const { dtype, bytes } of readSafetensors(file).tensors.values()) {
    const size = { F64: 8, I64: 8, F32: 4, I32: 4, F16: 2, BF16: 2, U8: 1, I8: 1 }[dtype];
    assert.equal((bytes.byteOffset - file.byteOffset) % size, 0);
  }
});

test('a tensor whose bytes do not fit its shape is not written', () => {
  const tensors = new Map<string, StoredTensor>([['w', { dtype: 'F32', shape: [3], bytes: new Uint8Array(8) }]]);
  assert.throws(() => writeSafetensors(tensors), /"w" of type F32 and shape \[3\] needs 12 bytes, but it has 8\./);
});

test('files written by the reference implementation can be read', async () => {
  const inMemory = referenceTensors('dis_pixel_batch');
  assert.deepEqual(inMemory.get('state.net.0.weight')?.shape, [8, 6, 1, 1]);
  assert.deepEqual(await readSafetensorsFile(join(REFERENCE_FOLDER, 'dis_pixel_batch.safetensors')), new Map(inMemory));
});

test('a file on disk is read tensor by tensor', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'weights.safetensors');
    await writeSafetensorsFile(path, EVERY_TYPE, { step: '3' });
    assert.deepEqual(new Uint8Array(await readFile(path)), writeSafetensors(EVERY_TYPE, { step: '3' }));
    const file = await SafetensorsFile.open(path);
    assert.deepEqual(file.header.metadata, { step: '3' });
    assert.deepEqual([...decodeFloat32(await file.read('single'))], VALUES);
    await assert.rejects(file.read('none'), /weights\.safetensors has no tensor "none"\./);
    await file.close();
  });
});

test('a file that is cut off, empty or something else is refused with its path', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'weights.safetensors');
    await writeSafetensorsFile(path, EVERY_TYPE);
    const { byteLength } = await readFile(path);
    await truncate(path, byteLength - 1);
    await assert.rejects(
      SafetensorsFile.open(path),
      /weights\.safetensors: The tensors end at byte .* cut off or damaged/,
    );
    await truncate(path, 20);
    await assert.rejects(SafetensorsFile.open(path), /weights\.safetensors: The file says that its header has/);
    await truncate(path, 0);
    await assert.rejects(SafetensorsFile.open(path), /weights\.safetensors: The file has only 0 bytes/);
    await writeFile(path, 'PK\u0003\u0004 this is a zip file');
    await assert.rejects(SafetensorsFile.open(path), /not a safetensors file/);
  });
});
