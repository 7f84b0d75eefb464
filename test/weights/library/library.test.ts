import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { weightsUsers } from '../../../core/engine/weightsUsers.ts';
import { weightsVersions } from '../../../core/protocol/index.ts';
import { knownWeights } from '../../../core/weights/library/known.ts';
import { hasPublishedChecksum, WeightsLibrary, type InstalledWeights } from '../../../core/weights/library/library.ts';
import { writeSafetensorsFile } from '../../../core/weights/safetensorsFile.ts';
import { float32Tensor } from '../../../core/weights/storedTensor.ts';
import { WeightsFileError } from '../../../core/weights/weightsFileError.ts';
import { inFolder } from '../../fixtures/folder.ts';
import { REFERENCE_FOLDER } from '../../fixtures/reference.ts';
import { demoDocument, storeWithRun } from '../../store/temporaryStore.ts';

const STUDENT = join(REFERENCE_FOLDER, 'pth', 'student.pth');
const LPIPS_HEADS = join(import.meta.dirname, '..', '..', 'fixtures', 'lpips', 'alex.pth');
const HEADS = new Map([['lin0.model.1.weight', float32Tensor([1, 64, 1, 1], new Float32Array(64))]]);

/** A server that answers every request with the file. */
async function serving(context: TestContext, file: string): Promise<string> {
  const server = createServer((_, response) => response.end(readFileSync(file))).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

test('weights that were added are found by id, with checksum and origin', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'heads.safetensors');
    await writeSafetensorsFile(file, HEADS);
    const library = new WeightsLibrary(folder);
    assert.equal(await library.find('lpips-alex'), undefined);
    await assert.rejects(library.require('lpips-alex'), /weights download lpips-alex/);
    const added = await library.add('lpips-alex', file);
    assert.deepEqual(await new WeightsLibrary(folder).require('lpips-alex'), added);
    assert.equal(added.origin, file);
    assert.deepEqual(readFileSync(added.path), readFileSync(file));
  });
});

test('a file of other weights is refused by name and shape, and nothing is installed', async () => {
  await inFolder(async (folder) => {
    const library = new WeightsLibrary(folder);
    await assert.rejects(library.add('vgg16', STUDENT), (error) => {
      return (
        error instanceof WeightsFileError && /"features\.0\.weight" is missing, not \[64, 3, 3, 3\]/.test(error.message)
      );
    });
    assert.equal(await library.find('vgg16'), undefined);
  });
});

test('a download is verified before it counts', async (context) => {
  await inFolder(async (folder) => {
    const file = join(folder, 'heads.safetensors');
    await writeSafetensorsFile(file, HEADS);
    const library = new WeightsLibrary(folder);
    const installed = await library.download('lpips-alex', { address: await serving(context, file) });
    assert.deepEqual(readFileSync(installed.path), readFileSync(file));
    await assert.rejects(library.download('inception', { address: await serving(context, STUDENT) }), WeightsFileError);
    assert.equal(await library.find('inception'), undefined);
  });
});

test('the heads of LPIPS are held to their published checksum; a conversion of them is told from it', async (context) => {
  await inFolder(async (folder) => {
    const library = new WeightsLibrary(folder);
    const added = await library.add('lpips-alex', LPIPS_HEADS);
    assert.deepEqual([added.bytes, hasPublishedChecksum(added)], [knownWeights('lpips-alex').aboutBytes, true]);
    const changed = readFileSync(LPIPS_HEADS);
    changed[changed.length - 1]! ^= 1;
    const file = join(folder, 'alex.pth');
    writeFileSync(file, changed);
    const address = await serving(context, file);
    await assert.rejects(library.download('lpips-alex', { address }), /damaged or another version: its sha256/);
    const converted = join(folder, 'heads.safetensors');
    await writeSafetensorsFile(converted, HEADS);
    assert.equal(hasPublishedChecksum(await library.add('lpips-alex', converted)), false);
  });
});

test('a file that was changed is told, another one takes its place, and nothing is left after its removal', async () => {
  await inFolder(async (folder) => {
    const [first, second] = [join(folder, 'first.safetensors'), join(folder, 'second.safetensors')];
    await writeSafetensorsFile(first, HEADS);
    await writeSafetensorsFile(second, HEADS);
    const library = new WeightsLibrary(folder);
    await library.add('lpips-alex', first);
    const { path } = await library.add('lpips-alex', second);
    assert.deepEqual(readdirSync(library.folder).sort(), ['lpips-alex-second.safetensors', 'lpips-alex.json']);
    assert.equal(await library.isIntact('lpips-alex'), true);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path, bytes);
    assert.equal(await library.isIntact('lpips-alex'), false);
    await library.remove('lpips-alex');
    assert.deepEqual(readdirSync(library.folder), []);
    await assert.rejects(library.isIntact('lpips-alex'), WeightsFileError);
  });
});

test('a run uses weights by its record, or by what its document names while nothing is recorded', async (context) => {
  const { store, runId } = storeWithRun(context);
  const named = store.writer.createRun({
    document: { ...demoDocument, perceptual: { kind: 'file', file: 'library:vgg16' } },
    documentDirectory: '/',
  });
  const sha256 = 'a'.repeat(64);
  const vgg16: InstalledWeights = {
    id: 'vgg16',
    path: '/w/v.pth',
    file: 'v.pth',
    sha256,
    bytes: 1,
    origin: 'x',
    addedMs: 0,
  };
  const users = () => weightsUsers(store.reader)(vgg16).map(({ id }) => id);
  assert.deepEqual(users(), [named]);
  store.writer.recordVersions(runId, weightsVersions([{ network: 'perceptual', source: '/w/v.pth', sha256 }]));
  store.writer.recordVersions(named, weightsVersions([{ network: 'perceptual', source: 'built in', sha256: 'b'.repeat(64) }])); // prettier-ignore
  assert.deepEqual(users(), [runId]);
});
