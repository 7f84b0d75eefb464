import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildFromWheel } from '../../../core/engine/runtime/build.ts';
import { verifyWheel } from '../../../core/engine/runtime/download.ts';
import { sha256OfFile } from '../../../core/files/sha256.ts';
import { findRuntimeOfFlavour, runtimeFolder } from '../../../core/engine/runtime/find.ts';
import { findDamagedFile, readManifest } from '../../../core/engine/runtime/manifest.ts';
import { replaceFolder } from '../../../core/files/replaceFolder.ts';
import { RuntimeSetupError, type RuntimeProgress } from '../../../core/engine/runtime/runtime.ts';
import type { Wheel } from '../../../core/engine/runtime/wheels.ts';
import { zipOf } from '../../fixtures/zipFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'omgd-build-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const LIBRARY = 'tensorflow/libtensorflow_cc.so.2';
const wheelPath = join(folder, 'small.whl');
writeFileSync(
  wheelPath,
  zipOf({
    [LIBRARY]: 'library '.repeat(10_000),
    'tensorflow/include/tensorflow/c/c_api.h': '// header',
    'tensorflow/include/unsupported/Eigen/Core.h': '// not needed',
    'tensorflow/python/big.py': 'not needed',
  }),
);
const bindingPath = join(folder, 'ready.node');
writeFileSync(bindingPath, 'a ready binding');
const wheel: Wheel = {
  packageName: 'small',
  platformTag: 'any',
  sha256: await sha256OfFile(wheelPath),
  sizeBytes: statSync(wheelPath).size,
  libraryNames: ['libtensorflow_cc.so.2'],
};

/** Builds the small wheel into a fresh cache folder and returns that folder. */
async function buildInFreshCache(report: (progress: RuntimeProgress) => void = () => {}): Promise<string> {
  const cache = mkdtempSync(join(folder, 'cache-'));
  const binding = { kind: 'prebuilt', path: bindingPath } as const;
  await replaceFolder(runtimeFolder('cpu', cache), (staging) =>
    buildFromWheel(wheelPath, wheel, binding, staging, report),
  );
  return cache;
}

test('a wheel becomes a runtime with the library, the needed headers, the binding and a manifest', async () => {
  const phases = new Set<string>();
  const cache = await buildInFreshCache((progress) => phases.add(progress.phase));
  const runtime = findRuntimeOfFlavour('cpu', cache);
  assert.ok(runtime);
  assert.equal(readFileSync(runtime.bindingPath, 'utf8'), 'a ready binding');
  assert.deepEqual(runtime.libraryPaths, [join(runtime.folder, LIBRARY)]);
  assert.equal(statSync(join(runtime.folder, LIBRARY)).size, 80_000);
  assert.ok(existsSync(join(runtime.folder, 'tensorflow/include/tensorflow/c/c_api.h')));
  assert.ok(!existsSync(join(runtime.folder, 'tensorflow/python')));
  assert.ok(!existsSync(join(runtime.folder, 'tensorflow/include/unsupported')));
  assert.deepEqual([...phases], ['extract', 'compile', 'install']);
  assert.equal(readManifest(runtime.folder)?.wheelSha256, wheel.sha256);
});

test('a failing build leaves the runtime that was there, and no rubbish', async () => {
  const cache = await buildInFreshCache();
  const target = runtimeFolder('cpu', cache);
  const failing = replaceFolder(target, (staging) => {
    writeFileSync(join(staging, 'half.so'), 'half');
    return Promise.reject(new Error('the disk is full'));
  });
  await assert.rejects(failing, /disk is full/);
  assert.ok(findRuntimeOfFlavour('cpu', cache));
  assert.equal(readdirSync(cache).length, 1);
});

test('what a killed set-up left behind is removed by the next one', async () => {
  const cache = mkdtempSync(join(folder, 'cache-'));
  const target = runtimeFolder('cpu', cache);
  await replaceFolder(`${target}.building-0000`, () => Promise.resolve());
  await replaceFolder(target, () => Promise.resolve());
  assert.equal(readdirSync(cache).length, 1);
});

test('a shortened library makes the runtime count as absent', async () => {
  const cache = await buildInFreshCache();
  writeFileSync(join(runtimeFolder('cpu', cache), LIBRARY), 'short');
  assert.equal(findRuntimeOfFlavour('cpu', cache), null);
});

test('changed content of the same size is found by the full check', async () => {
  const cache = await buildInFreshCache();
  const target = runtimeFolder('cpu', cache);
  const path = join(target, LIBRARY);
  const { atime, mtime } = statSync(path);
  writeFileSync(path, 'Library '.repeat(10_000));
  utimesSync(path, atime, mtime);
  const manifest = readManifest(target);
  assert.ok(manifest);
  assert.equal(await findDamagedFile(target, manifest), LIBRARY);
});

test('a manifest that makes no sense makes the runtime count as absent', async () => {
  const cache = await buildInFreshCache();
  writeFileSync(join(runtimeFolder('cpu', cache), 'manifest.json'), '{"format":1}');
  assert.equal(findRuntimeOfFlavour('cpu', cache), null);
});

test('a wheel without the library is refused with its name', async () => {
  const wrong = { ...wheel, libraryNames: ['libmissing.so'] };
  const binding = { kind: 'prebuilt', path: bindingPath } as const;
  const building = buildFromWheel(wheelPath, wrong, binding, mkdtempSync(join(folder, 'staging-')), () => {});
  await assert.rejects(building, /does not contain tensorflow\/libmissing\.so/);
});

test('a download with another checksum is refused', async () => {
  const checking = verifyWheel(wheelPath, '0'.repeat(64), () => {});
  await assert.rejects(checking, RuntimeSetupError);
  await verifyWheel(wheelPath, wheel.sha256, () => {});
});
