/** A run on its way to another machine: the same there, and nothing that was tampered with gets in. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ZipWriter } from '../../core/archive/zipWriter.ts';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { run } from '../cli/commandLine.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

const KEPT = ['id', 'name', 'state', 'seed', 'versions', 'document', 'step', 'createdMs', 'endedMs', 'latestMetrics', 'evaluations', 'previews', 'events']; // prettier-ignore

/** Everything but what is of the machine: paths and owners. */
function comparable(text: string): unknown {
  const shown = JSON.parse(text) as Record<string, unknown>;
  const exports = shown['exports'] as { target: string; sha256: string; report: unknown; createdMs: number }[];
  return {
    kept: KEPT.map((name) => {
      assert.ok(name in shown, name);
      return shown[name];
    }),
    exports: exports.map(({ target, sha256, report, createdMs }) => ({ target, sha256, report, createdMs })),
    checkpoints: (shown['checkpoints'] as { sha256: string }[]).map(({ sha256 }) => sha256),
  };
}

async function zipOf(path: string, entries: Readonly<Record<string, string>>): Promise<string> {
  const zip = await ZipWriter.create(path);
  for (const [name, text] of Object.entries(entries)) await zip.add(name, Buffer.from(text), true);
  await zip.finish();
  return path;
}

test('a bundled run is the same on another machine; its export verifies there; it is not taken in twice', async (context) => {
  const folder = temporaryFolder(context);
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  const pipeline = join(folder, 'pipeline.json');
  writeFileSync(pipeline, JSON.stringify(quickPipeline(2)));
  assert.equal((await run(here, 'run', pipeline, '--json')).code, 0);
  assert.equal((await run(here, 'export', 'latest', '--to', 'onnx')).code, 0);

  const bundle = join(folder, 'run.omgd.zip');
  const packed = await run(here, 'bundle', 'latest', '--out', bundle);
  assert.equal(packed.code, 0, packed.stderr);
  assert.equal(packed.stderr, '', 'nothing is left out');
  const opened = await run(there, 'open-bundle', bundle);
  assert.equal(opened.code, 0, opened.stderr);
  assert.match(opened.stdout, /^Added ".*"\. Look at it with: omgd-studio show /);

  const [shownHere, shownThere] = [await run(here, 'show', 'latest', '--json'), await run(there, 'show', 'latest', '--json')]; // prettier-ignore
  assert.deepEqual(comparable(shownThere.stdout), comparable(shownHere.stdout));
  const { exports } = JSON.parse(shownThere.stdout) as { exports: { path: string }[] };
  assert.ok(exports[0]!.path.startsWith(there));
  const verified = await run(there, 'verify', exports[0]!.path);
  assert.equal(verified.code, 0, verified.stderr);
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  assert.equal((await run(here, 'previews', 'latest', '--out', first)).code, 0);
  assert.equal((await run(there, 'previews', 'latest', '--out', second)).code, 0);
  assert.ok(readdirSync(first).length > 0);
  for (const name of readdirSync(first)) assert.deepEqual(readFileSync(join(second, name)), readFileSync(join(first, name))); // prettier-ignore

  const again = await run(there, 'open-bundle', bundle);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /already/);
  const overwritten = await run(here, 'bundle', 'latest', '--out', bundle);
  assert.match(overwritten.stderr, /exists already/);

  const changed = readFileSync(bundle);
  changed[200] = changed[200]! ^ 1;
  const damaged = join(folder, 'damaged.omgd.zip');
  writeFileSync(damaged, changed);
  const fresh = join(folder, 'fresh');
  const refused = await run(fresh, 'open-bundle', damaged);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /damaged|is not what was packed|cannot be unpacked/);
  assert.deepEqual(readdirSync(join(fresh, 'runs')), []);
  assert.match((await run(fresh, 'show', 'latest')).stderr, /no run/i);
});

test('what is no bundle, or leads elsewhere, is refused and leaves nothing', async (context) => {
  const folder = temporaryFolder(context);
  const data = join(folder, 'data');
  const cases = [
    [await zipOf(join(folder, 'other.zip'), { 'readme.txt': 'hello' }), /is no bundle of a run of this version/],
    [await zipOf(join(folder, 'version.zip'), { 'bundle.json': '{"format":"omgd-studio-run","version":2}' }), /is no bundle of a run of this version/], // prettier-ignore
    [await zipOf(join(folder, 'up.zip'), { '../escaped.txt': 'x' }), /leads out of the folder/],
    [await zipOf(join(folder, 'root.zip'), { '/escaped.txt': 'x' }), /starts at the root/],
    [
      await zipOf(join(folder, 'bomb.zip'), { 'metrics.json': 'a'.repeat(80_000_000) }),
      /which its size does not explain/,
    ],
  ] as const;
  for (const [path, reason] of cases) {
    const { code, stderr } = await run(data, 'open-bundle', path);
    assert.equal(code, 1, path);
    assert.match(stderr, reason);
  }
  assert.deepEqual(readdirSync(join(data, 'runs')), []);
  assert.ok(!existsSync(join(folder, 'escaped.txt')) && !existsSync(join(data, 'escaped.txt')));
});
