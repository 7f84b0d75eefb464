import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { areDependenciesCurrent, withInstallLock } from '../../scripts/dependencies.mjs';

const root = mkdtempSync(join(tmpdir(), 'omgd-dependencies-'));
after(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'node_modules'));
const pinnedNode = join(root, 'node_modules', 'node-program');
writeFileSync(pinnedNode, '');

const zod = { version: '4.0.0', integrity: 'sha512-a' };
const foreign = { version: '1.0.0', integrity: 'sha512-b', optional: true };

function isCurrentWith(installed: Record<string, unknown>, wanted: Record<string, unknown>): boolean {
  const lockfile = (packages: object): string => JSON.stringify({ packages });
  writeFileSync(join(root, 'package-lock.json'), lockfile({ '': { name: 'project' }, ...wanted }));
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), lockfile(installed));
  return areDependenciesCurrent(root, pinnedNode);
}

test('installed packages that match the lockfile are current, without optional ones of other platforms', () => {
  const wanted = { 'node_modules/zod': zod, 'node_modules/foreign': foreign };
  assert.equal(isCurrentWith({ 'node_modules/zod': zod }, wanted), true);
});

test('a missing package and another version ask for an installation', () => {
  assert.equal(isCurrentWith({}, { 'node_modules/zod': zod }), false);
  assert.equal(isCurrentWith({ 'node_modules/zod': { ...zod, version: '3.0.0' } }, { 'node_modules/zod': zod }), false);
});

test('a missing Node program asks for an installation', () => {
  assert.equal(areDependenciesCurrent(root, join(root, 'absent')), false);
});

test('two installations in one checkout run one after the other', async () => {
  const events: string[] = [];
  const work = async (): Promise<void> => {
    events.push('start');
    await new Promise((resolve) => setTimeout(resolve, 50));
    events.push('end');
  };
  await Promise.all([withInstallLock(root, work), withInstallLock(root, work)]);
  assert.deepEqual(events, ['start', 'end', 'start', 'end']);
});
