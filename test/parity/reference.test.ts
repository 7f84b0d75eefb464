import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resourcePath } from '../../core/installation/resources.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import { portableOps } from '../../core/ops/portable.ts';
import { runParity, type CaseResult } from '../../core/parity/parity.ts';
import { openReferenceSet, type ReferenceSet } from '../../core/parity/referenceSet.ts';
import { inFolder } from '../fixtures/folder.ts';
import { REFERENCE_FOLDER } from '../fixtures/reference.ts';
import { tf } from '../fixtures/tensorflow.ts';

const fallbackVgg = resourcePath('perceptual/vgg16-hed-fp16.safetensors');

function only(set: ReferenceSet, wanted: (kind: string, name: string) => boolean): ReferenceSet {
  const cases = Object.entries(set.cases).filter(([name, { config }]) => wanted(config.kind, name));
  return { ...set, cases: Object.fromEntries(cases) };
}

function failures(results: readonly CaseResult[]): string[] {
  return results
    .filter(({ verdict }) => verdict === 'failed')
    .flatMap(({ name, reason, quantities }) => {
      const bad = quantities.filter(({ passed }) => !passed);
      return [
        `${name}: ${reason ?? ''} ${bad.map(({ quantity, difference }) => `${quantity} ${difference}`).join(', ')}`,
      ];
    });
}

test('the engine reproduces the numbers of the authors with native operations, trajectories included', async () => {
  const set = await openReferenceSet(REFERENCE_FOLDER);
  const results = await runParity(set, { ops: nativeOps(tf), fallbackVgg });
  assert.deepEqual(failures(results), []);
  assert.ok(results.every(({ verdict }) => verdict === 'passed'));
  assert.ok(results.length >= 21);
});

test('the portable operations reproduce networks and losses', async () => {
  const set = only(await openReferenceSet(REFERENCE_FOLDER), (kind) => kind !== 'multiteacher' && kind !== 'cycle');
  assert.deepEqual(failures(await runParity(set, { ops: portableOps(tf), fallbackVgg })), []);
});

test('a changed number fails its case and no other', async () => {
  await inFolder(async (folder) => {
    const names = ['gen_mobile_resnet_ngf8', 'adam'];
    const manifest = JSON.parse(await readFile(join(REFERENCE_FOLDER, 'manifest.json'), 'utf8')) as {
      cases: Record<string, unknown>;
    };
    const cases = Object.fromEntries(names.map((name) => [name, manifest.cases[name]]));
    await writeFile(join(folder, 'manifest.json'), JSON.stringify({ cases }));
    for (const name of names)
      await cp(join(REFERENCE_FOLDER, `${name}.safetensors`), join(folder, `${name}.safetensors`));
    const bytes = await readFile(join(folder, 'adam.safetensors'));
    bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 4) + 0.001, bytes.length - 4);
    await writeFile(join(folder, 'adam.safetensors'), bytes);
    const results = await runParity(await openReferenceSet(folder), { ops: nativeOps(tf), fallbackVgg });
    assert.deepEqual(
      results.map(({ name, verdict }) => [name, verdict]),
      [
        ['gen_mobile_resnet_ngf8', 'passed'],
        ['adam', 'failed'],
      ],
    );
  });
});
